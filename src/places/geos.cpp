#include "places/geos.hpp"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

namespace thingwall::places::geos {

namespace {

thread_local std::string last_error;
thread_local std::chrono::nanoseconds deadline = std::chrono::nanoseconds::max();
thread_local unsigned ticks = 0;

// What this thread has worked. On a busy machine a good file takes long by the clock on the wall, and is no tangle.
std::chrono::nanoseconds worked() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void remember(const char* message, void*) {
    last_error = message;
}
void ignore(const char*, void*) {}

// GEOS asks now and then, in the thread that works. An exception goes up through GEOS, whose C face turns it into an
// error of this call alone; its own request flag would be shared by all threads.
void watch_deadline() {
    if (deadline == std::chrono::nanoseconds::max() || ++ticks % 64 != 0) return;
    if (worked() > deadline) throw Failure("the time is over");
}

struct Context {
    GEOSContextHandle_t handle;
    Context() : handle(GEOS_init_r()) {
        static std::once_flag once;
        std::call_once(once, [] { GEOS_interruptRegisterCallback(watch_deadline); });
        GEOSContext_setErrorMessageHandler_r(handle, remember, nullptr);
        GEOSContext_setNoticeMessageHandler_r(handle, ignore, nullptr);
    }
    ~Context() { GEOS_finish_r(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

Geometry owned(GEOSGeometry* made) {
    if (made == nullptr) throw Failure("GEOS: " + last_error);
    return Geometry(made);
}
bool sure(char answer) {
    if (answer == 2) throw Failure("GEOS: " + last_error);
    return answer == 1;
}

Geometry ring(const Ring& points) {
    std::vector<double> flat;
    flat.reserve(points.size() * 2);
    for (const Point& p : points) {
        flat.push_back(p.east);
        flat.push_back(p.north);
    }
    GEOSCoordSequence* sequence =
        GEOSCoordSeq_copyFromBuffer_r(context(), flat.data(), static_cast<unsigned>(points.size()), 0, 0);
    if (sequence == nullptr) throw Failure("GEOS: " + last_error);
    return owned(GEOSGeom_createLinearRing_r(context(), sequence));
}

Ring read_ring(const GEOSGeometry* line) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context(), line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context(), sequence, &size);
    std::vector<double> flat(std::size_t{size} * 2);
    GEOSCoordSeq_copyToBuffer_r(context(), sequence, flat.data(), 0, 0);
    Ring points(size);
    for (std::size_t i = 0; i < size; ++i) points[i] = {flat[2 * i], flat[2 * i + 1]};
    return points;
}

template <class Visit>
void each_polygon(const GEOSGeometry* geometry, const Visit& visit) {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), geometry) == 0) visit(geometry);
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int count = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < count; ++i) each_polygon(GEOSGetGeometryN_r(context(), geometry, i), visit);
    }
}

Geometry collect(std::vector<Geometry> parts, int type) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts) raw.push_back(part.release());
    return owned(GEOSGeom_createCollection_r(context(), type, raw.data(), static_cast<unsigned>(raw.size())));
}

Geometry polygons_only(Geometry geometry) {
    const int type = GEOSGeomTypeId_r(context(), geometry.get());
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) return geometry;
    std::vector<Geometry> kept;
    each_polygon(geometry.get(), [&](const GEOSGeometry* polygon) { kept.push_back(clone(polygon)); });
    return collect(std::move(kept), GEOS_MULTIPOLYGON);
}

// Outer rings add, holes take away.
Geometry by_structure(const GEOSGeometry* geometry) {
    std::unique_ptr<GEOSMakeValidParams, void (*)(GEOSMakeValidParams*)> how(
        GEOSMakeValidParams_create_r(context()),
        [](GEOSMakeValidParams* params) { GEOSMakeValidParams_destroy_r(context(), params); });
    GEOSMakeValidParams_setMethod_r(context(), how.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(context(), how.get(), 0);
    return polygons_only(owned(GEOSMakeValidWithParams_r(context(), geometry, how.get())));
}

}  // namespace

GEOSContextHandle_t context() {
    thread_local Context own;
    return own.handle;
}

void Free::operator()(GEOSGeometry* geometry) const noexcept {
    GEOSGeom_destroy_r(context(), geometry);
}
void Free::operator()(const GEOSPreparedGeometry* prepared) const noexcept {
    GEOSPreparedGeom_destroy_r(context(), prepared);
}

Deadline::Deadline(std::chrono::milliseconds most) : before_(deadline) {
    deadline = std::min(before_, worked() + most);
}
Deadline::~Deadline() {
    deadline = before_;
}

Geometry make(const Shape& shape) {
    std::vector<Geometry> parts;
    parts.reserve(shape.parts.size());
    for (const Part& part : shape.parts) {
        Geometry outer = ring(part.outer);
        std::vector<Geometry> holes;
        for (const Ring& hole : part.holes) holes.push_back(ring(hole));
        std::vector<GEOSGeometry*> raw;
        for (auto& hole : holes) raw.push_back(hole.release());
        parts.push_back(
            owned(GEOSGeom_createPolygon_r(context(), outer.release(), raw.data(), static_cast<unsigned>(raw.size()))));
    }
    if (parts.size() == 1) return std::move(parts.front());
    return collect(std::move(parts), GEOS_MULTIPOLYGON);
}

Shape to_shape(const GEOSGeometry* geometry) {
    Shape shape;
    each_polygon(geometry, [&](const GEOSGeometry* polygon) {
        Part part;
        part.outer = read_ring(GEOSGetExteriorRing_r(context(), polygon));
        const int holes = GEOSGetNumInteriorRings_r(context(), polygon);
        for (int i = 0; i < holes; ++i) part.holes.push_back(read_ring(GEOSGetInteriorRingN_r(context(), polygon, i)));
        shape.parts.push_back(std::move(part));
    });
    return shape;
}

Geometry from_wkb(std::string_view bytes) {
    return owned(GEOSGeomFromWKB_buf_r(context(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string to_wkb(const GEOSGeometry* geometry) {
    std::size_t size = 0;
    unsigned char* bytes = GEOSGeomToWKB_buf_r(context(), geometry, &size);
    if (bytes == nullptr) throw Failure("GEOS: " + last_error);
    std::string copy(reinterpret_cast<const char*>(bytes), size);
    GEOSFree_r(context(), bytes);
    return copy;
}

Geometry clone(const GEOSGeometry* geometry) {
    return owned(GEOSGeom_clone_r(context(), geometry));
}

Prepared prepare(const GEOSGeometry* geometry) {
    const GEOSPreparedGeometry* made = GEOSPrepare_r(context(), geometry);
    if (made == nullptr) throw Failure("GEOS: " + last_error);
    return Prepared(made);
}

Geometry intersection(const GEOSGeometry* a, const GEOSGeometry* b) {
    return owned(GEOSIntersection_r(context(), a, b));
}
Geometry difference(const GEOSGeometry* a, const GEOSGeometry* b) {
    return owned(GEOSDifference_r(context(), a, b));
}

Geometry union_of(std::vector<Geometry> geometries) {
    Geometry all = collect(std::move(geometries), GEOS_GEOMETRYCOLLECTION);
    return polygons_only(owned(GEOSUnaryUnion_r(context(), all.get())));
}

// A polygon of 128 corners whose area is that of the true circle: a buffer's corners lie on the circle, which loses
// 0.04 % of the ground.
Geometry circle(Point centre, double radius_m) {
    constexpr int corners = 128;
    constexpr double step = 2 * std::numbers::pi / corners;
    const double reach = radius_m * std::sqrt(step / std::sin(step));
    Ring points;
    points.reserve(corners + 1);
    for (int i = 0; i < corners; ++i)
        points.push_back({centre.east + reach * std::cos(i * step), centre.north + reach * std::sin(i * step)});
    points.push_back(points.front());
    return make(Shape{{Part{std::move(points), {}}}});
}

Point point_inside(const GEOSGeometry* geometry) {
    Geometry point = owned(GEOSPointOnSurface_r(context(), geometry));
    Point p;
    GEOSGeomGetX_r(context(), point.get(), &p.east);
    GEOSGeomGetY_r(context(), point.get(), &p.north);
    return p;
}

double area_m2(const GEOSGeometry* geometry) {
    double area = 0;
    if (GEOSArea_r(context(), geometry, &area) == 0) throw Failure("GEOS: " + last_error);
    return area;
}

bool empty(const GEOSGeometry* geometry) {
    return sure(GEOSisEmpty_r(context(), geometry));
}

Box box(const GEOSGeometry* geometry) {
    Box box;
    if (empty(geometry)) return box;
    GEOSGeom_getXMin_r(context(), geometry, &box.west);
    GEOSGeom_getXMax_r(context(), geometry, &box.east);
    GEOSGeom_getYMin_r(context(), geometry, &box.south);
    GEOSGeom_getYMax_r(context(), geometry, &box.north);
    return box;
}

bool covers(const GEOSPreparedGeometry* outer, const GEOSGeometry* inner) {
    return sure(GEOSPreparedCovers_r(context(), outer, inner));
}
bool meets(const GEOSPreparedGeometry* a, const GEOSGeometry* b) {
    return sure(GEOSPreparedIntersects_r(context(), a, b));
}

void warm(const GEOSGeometry* geometry) {
    double ignored = 0;
    each_polygon(geometry, [&](const GEOSGeometry* polygon) {
        const int holes = GEOSGetNumInteriorRings_r(context(), polygon);
        for (int i = -1; i < holes; ++i) {
            const GEOSGeometry* line =
                i < 0 ? GEOSGetExteriorRing_r(context(), polygon) : GEOSGetInteriorRingN_r(context(), polygon, i);
            GEOSGeom_getXMin_r(context(), line, &ignored);
            (void)GEOSGeom_getCoordinateDimension_r(context(), line);
        }
        GEOSGeom_getXMin_r(context(), polygon, &ignored);
    });
    if (!empty(geometry)) GEOSGeom_getXMin_r(context(), geometry, &ignored);
}

std::string reason_invalid(const GEOSGeometry* geometry) {
    if (sure(GEOSisValid_r(context(), geometry))) return {};
    char* reason = GEOSisValidReason_r(context(), geometry);
    if (reason == nullptr) throw Failure("GEOS: " + last_error);
    std::string copy = reason;
    GEOSFree_r(context(), reason);
    return copy;
}

Geometry make_valid(const GEOSGeometry* geometry) {
    Geometry made = by_structure(geometry);
    // What GEOS mends can cross itself again by less than its own rounding. Corners on whole millimetres cannot.
    if (!reason_invalid(made.get()).empty())
        made = by_structure(owned(GEOSGeom_setPrecision_r(context(), made.get(), 0.001, GEOS_PREC_NO_TOPO)).get());
    if (auto reason = reason_invalid(made.get()); !reason.empty()) throw Failure("GEOS: still invalid: " + reason);
    return made;
}

}  // namespace thingwall::places::geos
