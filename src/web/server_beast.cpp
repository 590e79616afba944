// The one unit that names Beast and Asio. Its shape: one io thread owns the sockets, a coroutine for each connection;
// two pools of threads run the handlers. Beast's parser (the strictest of those measured) reads, HeadScan stands before
// it.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <chrono>
#include <cstring>
#include <ctime>
#include <list>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "web/asked.hpp"
#include "web/body.hpp"
#include "web/head.hpp"
#include "web/incoming.hpp"
#include "web/prepare.hpp"
#include "web/rate.hpp"
#include "web/request_parser.hpp"
#include "web/server.hpp"
#include "web/url.hpp"
#include "web/wire.hpp"
#include "web/workers.hpp"

namespace thingwall::web {

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = net::ip::tcp;
using Executor = net::io_context::executor_type;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;
using Timer =
    net::basic_waitable_timer<std::chrono::steady_clock, net::wait_traits<std::chrono::steady_clock>, Executor>;
using Use = net::use_awaitable_t<Executor>;
template <class T>
using Awaitable = net::awaitable<T, Executor>;
using Moment = std::chrono::steady_clock::time_point;
using std::chrono::seconds;

constexpr std::size_t body_buffer = 64 * 1024;
constexpr std::size_t unasked_body = 256 * 1024;  // a longer one is read only for somebody who may send it
constexpr seconds linger{2}, write_grace{30};
constexpr std::chrono::milliseconds sweep_every{250};

Moment now() {
    return std::chrono::steady_clock::now();
}

/// Each connection takes a file descriptor; most systems start programs with 1,024 and let them ask for more.
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

struct Connection {
    explicit Connection(Socket its_socket) : socket(std::move(its_socket)) {}
    Socket socket;
    Incoming in;
    std::string remote;  ///< address of the far side
    bool local = false;
    Moment deadline = Moment::max();
    bool late = false;  ///< the deadline passed
    bool idle = true;   ///< between requests: may be closed at once when we stop
};

}  // namespace

struct Server::Inside {
    ServerSettings settings;
    std::function<const Router*(std::string_view)> site;
    std::function<const StaticFile*(std::string_view)> files;
    net::io_context io{1};
    Acceptor acceptor{io};
    Timer sweep_timer{io}, accept_timer{io};
    std::unique_ptr<Workers> workers, writers;
    std::list<std::shared_ptr<Connection>> connections;
    std::unordered_map<std::string, std::size_t> by_address;
    std::atomic<bool> stopping{false};
    Moment stop_at = Moment::max(), full_noted{};
    std::size_t bodies_held = 0;  // bytes of all bodies being read
    Router no_site;               // answers where no partnership does
    SystemClock system_clock;
    std::time_t date_of = 0;
    std::string date;
    std::uint64_t reference_seed =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());

    Inside(ServerSettings its_settings, std::function<const Router*(std::string_view)> its_site,
           std::function<const StaticFile*(std::string_view)> its_files)
        : settings(std::move(its_settings)), site(std::move(its_site)), files(std::move(its_files)) {}

    // --- accepting ---
    Awaitable<void> accept_all();
    void admit(Socket socket);
    Awaitable<void> sweep();
    void begin_to_stop();

    // --- one connection ---
    enum class Heard { whole, closed, malformed, too_large, late };
    Awaitable<void> serve(std::shared_ptr<Connection> connection);
    Awaitable<bool> serve_one(Connection& connection);
    Awaitable<Heard> hear_head(Connection& connection, std::size_t& length);
    Awaitable<bool> read_more(Connection& connection, std::size_t most, Moment deadline);
    int understand(Connection& connection, std::size_t length, Parser& parser, Asked& asked);
    Awaitable<std::optional<BodyFault>> hear_body(Connection& connection, Parser& parser, const Route& route,
                                                  const Request& request, const Router& router, bool expects,
                                                  HeldBytes& held);
    Awaitable<bool> hand_over(Connection& connection, const Router& router, const Route* route, Request request,
                              Asked asked, HeldBytes& held);
    Awaitable<bool> send(Connection& connection, std::string beginning, std::string_view rest);
    Awaitable<bool> answer(Connection& connection, Prepared prepared, Asked asked);
    Awaitable<bool> send_stream(Connection& connection, std::string start, std::function<std::string()> stream,
                                bool chunked);
    Awaitable<bool> answer_kept(Connection& connection, std::shared_ptr<const KeptPage> page, Asked asked, bool same);
    Awaitable<bool> answer_and_close(Connection& connection, Prepared prepared, Asked asked);
    Beginning beginning_for(int status, const Asked& asked);
    Awaitable<bool> refuse(Connection& connection, int status, const Router& router, const Request& request,
                           const Error* error = nullptr);
    Awaitable<void> see_off(Connection& connection);
    template <class Answer>
    Awaitable<Answer> on(Workers& pool, std::move_only_function<Answer()> job);

    std::string_view date_now() {
        std::time_t moment = std::time(nullptr);
        if (moment != date_of) date = http_date(date_of = moment);
        return date;
    }
    /// One line a second at most: an overload is no time to write more.
    void note_full_queue() {
        if (now() - full_noted < seconds{1}) return;
        full_noted = now();
        log::warning("web.queue_full");
    }
    Instant time() const { return settings.clock != nullptr ? settings.clock->now() : system_clock.now(); }
    std::string new_reference() {
        std::uint64_t mixed = (reference_seed += 0x9E3779B97F4A7C15ull);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ull;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBull;
        return fmt::format("{:04X} {:04X}", (mixed >> 40) & 0xFFFF, mixed & 0xFFFF);
    }
};

// --- accepting ---

void Server::Inside::admit(Socket socket) {
    error_code ignored;
    auto far = socket.remote_endpoint(ignored);
    auto connection = std::make_shared<Connection>(std::move(socket));
    connection->local = far.address().is_loopback();
    connection->remote = far.address().to_string(ignored);
    bool counted = !(settings.behind_proxy && connection->local);
    std::size_t& from_there = by_address[counted_address(connection->remote)];
    if (connections.size() >= settings.connections || (counted && from_there >= settings.connections_per_address)) {
        // Said once, without waiting: whoever opens this many does not read it anyway.
        constexpr std::string_view full =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            "Content-Length: 47\r\n\r\nToo many connections are open. Try again soon.\n";
        connection->socket.non_blocking(true, ignored);
        connection->socket.write_some(net::buffer(full), ignored);
        if (from_there == 0) by_address.erase(counted_address(connection->remote));
        return;
    }
    ++from_there;
    connection->socket.set_option(tcp::no_delay(true), ignored);
    connections.push_front(connection);
    auto place = connections.begin();
    net::co_spawn(io, serve(connection), [this, place](const std::exception_ptr& problem) {
        if (problem) {
            try {
                std::rethrow_exception(problem);
            } catch (const std::exception& error) {
                log::error("web.connection", {{"what", error.what()}});
            }
        }
        auto counted_at = by_address.find(counted_address((*place)->remote));
        if (counted_at != by_address.end() && --counted_at->second == 0) by_address.erase(counted_at);
        connections.erase(place);
        if (stopping && connections.empty()) sweep_timer.cancel();
    });
}

Awaitable<void> Server::Inside::accept_all() {
    while (!stopping) {
        error_code problem;
        Socket socket = co_await acceptor.async_accept(net::redirect_error(Use{}, problem));
        if (stopping) break;
        if (!problem) {
            admit(std::move(socket));
            continue;
        }
        if (problem == net::error::connection_aborted) continue;
        // Out of file descriptors or memory: trying again at once would only spin.
        log::warning("web.accept", {{"what", problem.message()}});
        accept_timer.expires_after(std::chrono::milliseconds{100});
        co_await accept_timer.async_wait(net::redirect_error(Use{}, problem));
    }
}

Awaitable<void> Server::Inside::sweep() {
    for (;;) {
        error_code ignored;
        sweep_timer.expires_after(sweep_every);
        co_await sweep_timer.async_wait(net::redirect_error(Use{}, ignored));
        Moment moment = now();
        for (auto& connection : connections) {
            if (connection->deadline > moment && moment < stop_at) continue;
            connection->late = true;
            connection->socket.cancel(ignored);
            if (moment >= stop_at) connection->socket.close(ignored);
        }
        // A handler that still runs a while after the drain keeps its thread; its answer has nobody to go to.
        if (stopping && (connections.empty() || moment >= stop_at + seconds{5})) break;
    }
    io.stop();
}

void Server::Inside::begin_to_stop() {
    error_code ignored;
    stop_at = now() + settings.drain;
    acceptor.close(ignored);
    for (auto& connection : connections)
        if (connection->idle) connection->socket.close(ignored);
    sweep_timer.cancel();
}

// --- one connection ---

/// Runs a job on a thread of the pool; the coroutine goes on, on the io thread, with what it gave.
template <class Answer>
Awaitable<Answer> Server::Inside::on(Workers& pool, std::move_only_function<Answer()> job) {
    auto start = [this, &pool](auto handler, std::move_only_function<Answer()> its_job) {
        auto work = [this, its_handler = std::move(handler), its_job = std::move(its_job)]() mutable {
            Answer given = its_job();
            its_job = nullptr;
            net::post(io, [its_handler = std::move(its_handler), given = std::move(given)]() mutable {
                std::move(its_handler)(std::move(given));
            });
        };
        pool.add(Workers::Job(std::move(work)));
    };
    co_return co_await net::async_initiate<const Use&, void(Answer)>(std::move(start), Use{}, std::move(job));
}

Awaitable<bool> Server::Inside::read_more(Connection& connection, std::size_t most, Moment deadline) {
    auto room = connection.in.room(most);
    if (room.empty()) co_return false;
    connection.deadline = deadline;
    connection.late = false;
    error_code problem;
    std::size_t count = co_await connection.socket.async_read_some(net::buffer(room.data(), room.size()),
                                                                   net::redirect_error(Use{}, problem));
    connection.deadline = Moment::max();
    connection.in.filled(count);
    co_return !problem;
}

Awaitable<Server::Inside::Heard> Server::Inside::hear_head(Connection& connection, std::size_t& length) {
    HeadScan scan;
    Moment first_byte{};
    bool blank_line = false;
    for (;;) {
        // A line end left over from the request before is let pass (RFC 9112, 2.2).
        if (scan.length() == 0 && !blank_line && connection.in.view().starts_with("\r\n")) {
            connection.in.drop(2);
            blank_line = true;
        }
        std::string_view bytes = connection.in.view();
        bool begun = !bytes.empty();
        if (begun && first_byte == Moment{}) first_byte = now();
        if (begun && bytes != "\r") {
            auto seen = scan.look(bytes);
            length = scan.length();
            if (seen == HeadScan::Seen::malformed) co_return Heard::malformed;
            if (seen == HeadScan::Seen::whole)
                co_return length > settings.header_bytes ? Heard::too_large : Heard::whole;
            if (bytes.size() >= settings.header_bytes) co_return Heard::too_large;
        }
        connection.idle = !begun;
        if (connection.idle && stopping) co_return Heard::closed;
        Moment deadline = begun ? first_byte + settings.header_deadline : now() + settings.idle;
        bool came = co_await read_more(connection, settings.header_bytes, deadline);
        connection.idle = false;
        if (!came) co_return (connection.late && begun) ? Heard::late : Heard::closed;
    }
}

Awaitable<std::optional<BodyFault>> Server::Inside::hear_body(Connection& connection, Parser& parser,
                                                              const Route& route, const Request& request,
                                                              const Router& router, bool expects, HeldBytes& held) {
    auto length = parser.content_length();
    if (length && *length > route.body_limit) co_return over(route.body_limit);
    bool large = (!length || *length > unasked_body) && connection.in.view().size() < length.value_or(unasked_body);
    if (large && route.access != Access::anyone) {
        // Nobody fills our disk before we know who it is.
        std::move_only_function<int()> job = [&router, asking = request]() mutable {
            auto refusal = router.refusal(std::move(asking));
            return refusal ? refusal->status : 0;
        };
        if (!writers->has_room()) co_return BodyFault{503, {}};
        int refused = co_await on<int>(*writers, std::move(job));
        if (refused != 0) co_return BodyFault{refused, {}};
    }
    parser.most_body = parser.body_left = route.body_limit;
    if (expects && connection.in.empty()) {
        bool sent = co_await send(connection, "HTTP/1.1 100 Continue\r\n\r\n", {});
        if (!sent) co_return BodyFault{0, {}};
    }
    Moment start = now();
    std::size_t read = 0;
    while (!parser.is_done()) {
        error_code problem;
        std::string_view bytes = connection.in.view();
        if (!bytes.empty()) {
            std::size_t used = parser.put(net::buffer(bytes.data(), bytes.size()), problem);
            connection.in.drop(used);
            if (parser.fault) co_return std::move(parser.fault);
            if (problem && problem != http::error::need_more) co_return BodyFault{400, {}};
            held.set(parser.body != nullptr ? parser.body->held() : 0);
            if (bodies_held > settings.body_memory) co_return BodyFault{503, {}};
            if (!problem && used > 0) continue;
        }
        std::size_t waiting = connection.in.view().size();
        if (waiting >= body_buffer) co_return BodyFault{400, {}};  // a chunk's first line without end
        auto allowed = seconds{static_cast<long>(read / std::max<std::size_t>(settings.body_bytes_per_second, 1))};
        bool came = co_await read_more(connection, body_buffer, start + settings.body_grace + allowed);
        if (!came) co_return BodyFault{connection.late ? 408 : 0, {}};
        read += connection.in.view().size() - waiting;
    }
    co_return std::nullopt;
}

Awaitable<bool> Server::Inside::send(Connection& connection, std::string beginning, std::string_view rest) {
    std::array<net::const_buffer, 2> pieces{net::buffer(beginning), net::buffer(rest.data(), rest.size())};
    auto allowed = seconds{static_cast<long>(rest.size() / std::max<std::size_t>(settings.body_bytes_per_second, 1))};
    connection.deadline = now() + write_grace + allowed;
    error_code problem;
    co_await net::async_write(connection.socket, pieces, net::redirect_error(Use{}, problem));
    connection.deadline = Moment::max();
    co_return !problem;
}

Beginning Server::Inside::beginning_for(int status, const Asked& asked) {
    bool close = !asked.keep || stopping;
    return {status, date_now(), close, asked.old && !close, asked.secure};
}

/// Sends an answer. Whether the connection goes on after it.
Awaitable<bool> Server::Inside::answer(Connection& connection, Prepared prepared, Asked asked) {
    if (prepared.stream && !prepared.chunked) asked.keep = false;  // the end of the connection ends the body
    Beginning beginning = beginning_for(prepared.status, asked);
    std::string start;
    start.reserve(prepared.headers.size() + 160);
    append_beginning(start, beginning);
    start += prepared.headers;
    bool sent = false;
    if (prepared.stream && !asked.head_only) {
        sent = co_await send_stream(connection, std::move(start), std::move(prepared.stream), prepared.chunked);
    } else {
        std::string_view body = prepared.file.empty() ? std::string_view(prepared.body) : prepared.file;
        if (asked.head_only) body = {};
        sent = co_await send(connection, std::move(start), body);
    }
    co_return sent && !beginning.close;
}

Awaitable<bool> Server::Inside::send_stream(Connection& connection, std::string start,
                                            std::function<std::string()> stream, bool chunked) {
    for (;;) {
        // Each piece is made on a thread, since it may read the database; the connection waits for the far side
        // between.
        std::move_only_function<std::optional<std::string>()> job = [&stream]() -> std::optional<std::string> {
            try {
                return stream();
            } catch (const std::exception& problem) {
                log::error("web.stream", {{"what", problem.what()}});
                return std::nullopt;
            }
        };
        auto piece = co_await on<std::optional<std::string>>(*workers, std::move(job));
        if (!piece) co_return false;  // broken off without the last chunk, so that the far side knows
        bool last = piece->empty();
        std::string wire = chunked ? chunk(*piece) : std::move(*piece);
        bool sent = co_await send(connection, std::exchange(start, std::string()), wire);
        if (!sent || last) co_return sent;
    }
}

Awaitable<bool> Server::Inside::answer_kept(Connection& connection, std::shared_ptr<const KeptPage> page, Asked asked,
                                            bool same) {
    Beginning beginning = beginning_for(same ? 304 : 200, asked);
    bool packed = asked.gzip && !page->gzip.empty();
    std::string_view rest = same ? page->not_modified : packed ? page->gzip : page->plain;
    if (asked.head_only && !same) rest = rest.substr(0, packed ? page->gzip_head : page->plain_head);
    std::string start;
    start.reserve(160);
    append_beginning(start, beginning);
    bool sent = co_await send(connection, std::move(start), rest);
    co_return sent && !beginning.close;
}

Awaitable<bool> Server::Inside::answer_and_close(Connection& connection, Prepared prepared, Asked asked) {
    asked.keep = false;
    co_await answer(connection, std::move(prepared), asked);
    co_await see_off(connection);
    co_return false;
}

/// An answer after which the connection ends. Always false: it does not go on.
Awaitable<bool> Server::Inside::refuse(Connection& connection, int status, const Router& router, const Request& request,
                                       const Error* error) {
    Response page = router.error(status, request, error);
    if (status == 405) page.with("Allow", "GET, HEAD, POST");
    Prepared prepared = prepare(std::move(page), {});
    Asked asked{};
    asked.head_only = request.head;
    return answer_and_close(connection, std::move(prepared), asked);
}

/// Ends our side, and reads on for a moment: closing while bytes still come would cut off the answer on its way.
Awaitable<void> Server::Inside::see_off(Connection& connection) {
    error_code problem;
    connection.socket.shutdown(tcp::socket::shutdown_send, problem);
    Moment until = now() + linger;
    connection.idle = true;
    while (!problem && !stopping) {
        connection.in.drop(connection.in.view().size());
        bool came = co_await read_more(connection, body_buffer, until);
        if (!came) break;
    }
}

Awaitable<void> Server::Inside::serve(std::shared_ptr<Connection> connection) {
    for (bool more = true; more;) {
        more = co_await serve_one(*connection);
        connection->in.shrink();
    }
    if (!connection->in.empty()) co_await see_off(*connection);
    error_code ignored;
    connection->socket.close(ignored);
}

/// Reads the head. Returns 0, or the status to refuse it with.
int Server::Inside::understand(Connection& connection, std::size_t length, Parser& parser, Asked& asked) {
    parser.body_limit(boost::none);  // the route's limit is kept while the body comes
    parser.header_limit(static_cast<std::uint32_t>(settings.header_bytes));
    error_code problem;
    parser.put(net::buffer(connection.in.view().data(), length), problem);
    if (problem || !parser.is_header_done()) return 400;
    asked.keep = parser.keep_alive();
    asked.has_body = !parser.is_done();
    asked.by_proxy = settings.behind_proxy && connection.local;
    int refused = judge(parser.head, asked);
    if (refused == 0 && site) asked.router = site(host_name(parser.head.host));
    return refused;
}

Awaitable<bool> Server::Inside::serve_one(Connection& connection) {
    std::size_t length = 0;
    Heard heard = co_await hear_head(connection, length);
    if (heard == Heard::closed) co_return false;
    Request request;
    if (heard != Heard::whole) {
        int status = heard == Heard::malformed ? 400 : heard == Heard::late ? 408 : 431;
        co_return co_await refuse(connection, status, no_site, request);
    }
    Parser parser;
    Asked asked{};
    int refused = understand(connection, length, parser, asked);
    const Router& router = asked.router != nullptr ? *asked.router : no_site;
    if (refused != 0) co_return co_await refuse(connection, refused, router, request);

    const Head& head = parser.head;
    if (asked.get) {  // what needs no thread is answered here
        if (const StaticFile* file = files ? files(head.target.substr(0, head.target.find('?'))) : nullptr) {
            Prepared prepared = prepare_file(*file, head.if_none_match, asked.gzip);
            connection.in.drop(length);
            co_return co_await answer(connection, std::move(prepared), asked);
        }
        PageCache* pages = head.cookie.empty() ? router.pages() : nullptr;
        if (auto kept = pages != nullptr ? pages->find(head.host, head.target) : nullptr) {
            bool same = names_page(head.if_none_match, kept->tag);
            connection.in.drop(length);
            co_return co_await answer_kept(connection, std::move(kept), asked, same);
        }
    }
    request.remote = connection.remote;
    request.now = time();
    request.reference = new_reference();
    refused = fill(head, asked, request);
    const Route* route = refused == 0 ? router.find(request.method, request.path) : nullptr;
    if (refused == 0 && asked.router == nullptr)
        refused = 404;
    else if (refused == 0 && !asked.get && head.method != "POST")
        refused = 405;
    else if (refused == 0 && asked.has_body && route == nullptr)
        refused = router.find(Method::get, request.path) != nullptr ? 405 : 404;
    if (refused != 0) co_return co_await refuse(connection, refused, router, request);

    std::unique_ptr<Body> body;
    if (asked.has_body) {
        body = body_for(head.content_type, {.fields = {}, .upload_memory = settings.upload_memory});
        parser.body = body.get();
    }
    bool expects = is_continue(head.expect) && !asked.old;
    connection.in.drop(length);
    HeldBytes held(bodies_held);  // until the answer is made
    if (asked.has_body) {
        auto fault = co_await hear_body(connection, parser, *route, request, router, expects, held);
        if (!fault) fault = body->finish(request);
        body.reset();
        if (fault) held.set(0);
        if (fault && fault->status == 0) co_return false;
        if (fault) co_return co_await refuse(connection, fault->status, router, request, &fault->error);
    }
    co_return co_await hand_over(connection, router, route, std::move(request), asked, held);
}

/// Has a handler make the answer on a thread.
Awaitable<bool> Server::Inside::hand_over(Connection& connection, const Router& router, const Route* route,
                                          Request request, Asked asked, HeldBytes& held) {
    Workers& pool = request.method == Method::post ? *writers : *workers;
    if (!pool.has_room()) {
        note_full_queue();
        Prepared busy = prepare(router.error(503, request), {asked.gzip, !asked.old});
        co_return co_await answer(connection, std::move(busy), asked);
    }
    bool may_keep = route != nullptr && route->cacheable && asked.get && request.cookies.pairs().empty();
    PageCache* pages = may_keep ? router.pages() : nullptr;
    std::string none_match = request.if_none_match;
    Reader reader{asked.gzip, !asked.old};
    std::move_only_function<Prepared()> job = [&router, pages, reader, request = std::move(request)]() mutable {
        return make_answer(router, pages, reader, std::move(request));
    };
    Prepared prepared = co_await on<Prepared>(pool, std::move(job));
    held.set(0);
    if (!prepared.kept) co_return co_await answer(connection, std::move(prepared), asked);
    bool same = names_page(none_match, prepared.kept->tag);
    co_return co_await answer_kept(connection, std::move(prepared.kept), asked, same);
}

Server::Server(ServerSettings settings, std::function<const Router*(std::string_view host)> site,
               std::function<const StaticFile*(std::string_view path)> files)
    : inside_(std::make_unique<Inside>(std::move(settings), std::move(site), std::move(files))) {}

Server::~Server() = default;

std::uint16_t Server::start() {
    Inside& in = *inside_;
    raise_file_limit();
    error_code problem;
    auto address = net::ip::make_address(in.settings.address, problem);
    tcp::endpoint place(address, in.settings.port);
    if (!problem) in.acceptor.open(place.protocol(), problem);
    if (!problem) in.acceptor.set_option(net::socket_base::reuse_address(true), problem);
    if (!problem) in.acceptor.bind(place, problem);
    if (!problem) in.acceptor.listen(net::socket_base::max_listen_connections, problem);
    if (problem)
        throw std::runtime_error(
            fmt::format("cannot listen on {} port {}: {}", in.settings.address, in.settings.port, problem.message()));
    in.workers = std::make_unique<Workers>(in.settings.workers, in.settings.queue);
    in.writers = std::make_unique<Workers>(in.settings.writers, in.settings.queue);
    return in.acceptor.local_endpoint().port();
}

void Server::run() {
    Inside& in = *inside_;
    net::co_spawn(in.io, in.accept_all(), net::detached);
    net::co_spawn(in.io, in.sweep(), net::detached);
    in.io.run();
    in.workers->finish();
    in.writers->finish();
}

void Server::stop() {
    Inside& in = *inside_;
    if (in.stopping.exchange(true)) return;
    net::post(in.io, [&in] { in.begin_to_stop(); });
}

}  // namespace thingwall::web
