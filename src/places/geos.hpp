#pragma once
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <geos_c.h>

#include "places/types.hpp"

/// The GEOS C library with owners for what it hands out. Each thread has its own context; a geometry may be read by
/// several threads at once after warm(), and freed by any.
namespace thingwall::places::geos {

/// GEOS could not do it: a topology it gave up on, or the deadline passed.
class Failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] GEOSContextHandle_t context();

struct Free {
    void operator()(GEOSGeometry* geometry) const noexcept;
    void operator()(const GEOSPreparedGeometry* prepared) const noexcept;
};
using Geometry = std::unique_ptr<GEOSGeometry, Free>;
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, Free>;

/// While one of these lives, work of this thread inside GEOS ends with a Failure once it has worked for so long; what
/// it waits, because others work, does not count.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds most);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

private:
    std::chrono::nanoseconds before_;
};

[[nodiscard]] Geometry make(const Shape& shape);
/// Polygons only; lines and points in a collection are left out.
[[nodiscard]] Shape to_shape(const GEOSGeometry* geometry);

[[nodiscard]] Geometry from_wkb(std::string_view bytes);
[[nodiscard]] std::string to_wkb(const GEOSGeometry* geometry);
[[nodiscard]] Geometry clone(const GEOSGeometry* geometry);

[[nodiscard]] Prepared prepare(const GEOSGeometry* geometry);  ///< the geometry must live longer
[[nodiscard]] Geometry intersection(const GEOSGeometry* a, const GEOSGeometry* b);
[[nodiscard]] Geometry difference(const GEOSGeometry* a, const GEOSGeometry* b);
[[nodiscard]] Geometry union_of(std::vector<Geometry> geometries);
[[nodiscard]] Geometry circle(Point centre, double radius_m);
[[nodiscard]] Point point_inside(const GEOSGeometry* geometry);  ///< on the ground itself, also when that is a ring

[[nodiscard]] double area_m2(const GEOSGeometry* geometry);
[[nodiscard]] bool empty(const GEOSGeometry* geometry);
[[nodiscard]] Box box(const GEOSGeometry* geometry);
[[nodiscard]] bool covers(const GEOSPreparedGeometry* outer, const GEOSGeometry* inner);
[[nodiscard]] bool meets(const GEOSPreparedGeometry* a, const GEOSGeometry* b);

/// Fills what GEOS computes late and keeps inside the geometry, so that threads may read it side by side.
void warm(const GEOSGeometry* geometry);

/// Nothing when valid, else the reason in GEOS's words ("Self-intersection[337000 382000]").
[[nodiscard]] std::string reason_invalid(const GEOSGeometry* geometry);
/// The same ground as valid polygons, by structure (outer rings add, holes take away), collapsed pieces dropped.
[[nodiscard]] Geometry make_valid(const GEOSGeometry* geometry);

}  // namespace thingwall::places::geos
