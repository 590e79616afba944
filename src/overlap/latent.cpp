#include "overlap/latent.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace thingwall::overlap {
namespace {

// A matrix by rows, in double only where sums are taken.
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<float> at;
    Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), at(r * c, 0.0F) {}
    [[nodiscard]] std::span<float> row(std::size_t r) { return {at.data() + r * columns, columns}; }
    [[nodiscard]] std::span<const float> row(std::size_t r) const { return {at.data() + r * columns, columns}; }
};

double next_unit(std::uint64_t& state) {  // SplitMix64
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

Matrix times(std::span<const Sparse> rows, const Matrix& right) {
    Matrix out(rows.size(), right.columns);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (const auto& [key, weight] : rows[r]) add_scaled(out.row(r), weight, right.row(key).data());
    return out;
}

Matrix transposed_times(std::span<const Sparse> rows, std::size_t terms, const Matrix& right) {
    Matrix out(terms, right.columns);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (const auto& [key, weight] : rows[r]) add_scaled(out.row(key), weight, right.row(r).data());
    return out;
}

// Symmetric Gram matrix of the columns.
std::vector<double> gram(const Matrix& m) {
    const std::size_t k = m.columns;
    std::vector<double> g(k * k, 0.0);
    std::vector<float> block(k * k, 0.0F);  // summed in float over 64 rows, then in double
    for (std::size_t r = 0; r < m.rows; ++r) {
        auto row = m.row(r);
        for (std::size_t i = 0; i < k; ++i) {
            const float x = row[i];
            if (x == 0) continue;
            add_scaled({block.data() + i * k, k}, x, row.data());
        }
        if (r % 64 == 63 || r + 1 == m.rows)
            for (std::size_t i = 0; i < k * k; ++i) {
                g[i] += static_cast<double>(block[i]);
                block[i] = 0;
            }
    }
    return g;
}

// Eigenvectors of a symmetric matrix by Jacobi rotations, strongest first. `vectors` holds them by columns.
void eigen(std::vector<double> a, std::size_t k, std::vector<double>& values, std::vector<double>& vectors) {
    std::vector<double> v(k * k, 0.0);
    for (std::size_t i = 0; i < k; ++i) v[i * k + i] = 1;
    for (int sweep = 0; sweep < 30; ++sweep) {
        double off = 0, all = 0;
        for (std::size_t i = 0; i < k; ++i)
            for (std::size_t j = 0; j < k; ++j) (i == j ? all : off) += a[i * k + j] * a[i * k + j];
        if (off <= 1e-18 * all) break;
        for (std::size_t p = 0; p + 1 < k; ++p)
            for (std::size_t q = p + 1; q < k; ++q) {
                const double apq = a[p * k + q];
                if (apq == 0) continue;
                const double theta = (a[q * k + q] - a[p * k + p]) / (2 * apq);
                const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
                const double c = 1 / std::sqrt(t * t + 1), s = t * c;
                for (std::size_t i = 0; i < k; ++i) {
                    const double x = a[i * k + p], y = a[i * k + q];
                    a[i * k + p] = c * x - s * y;
                    a[i * k + q] = s * x + c * y;
                }
                for (std::size_t i = 0; i < k; ++i) {
                    const double x = a[p * k + i], y = a[q * k + i];
                    a[p * k + i] = c * x - s * y;
                    a[q * k + i] = s * x + c * y;
                }
                for (std::size_t i = 0; i < k; ++i) {
                    const double x = v[i * k + p], y = v[i * k + q];
                    v[i * k + p] = c * x - s * y;
                    v[i * k + q] = s * x + c * y;
                }
            }
    }
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) { return a[i * k + i] > a[j * k + j]; });
    values.resize(k);
    vectors.resize(k * k);
    for (std::size_t c = 0; c < k; ++c) {
        values[c] = std::max(0.0, a[order[c] * k + order[c]]);
        for (std::size_t i = 0; i < k; ++i) vectors[i * k + c] = v[i * k + order[c]];
    }
}

// m times a small square matrix, columns scaled.
Matrix rotated(const Matrix& m, const std::vector<double>& turn, const std::vector<double>& scale) {
    const std::size_t k = m.columns;
    std::vector<float> t(k * k);
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < k; ++j) t[i * k + j] = static_cast<float>(turn[i * k + j] * scale[j]);
    Matrix out(m.rows, k);
    for (std::size_t r = 0; r < m.rows; ++r)
        for (std::size_t i = 0; i < k; ++i)
            if (float x = m.row(r)[i]; x != 0) add_scaled(out.row(r), x, t.data() + i * k);
    return out;
}

// Columns made orthonormal by the Cholesky factor of their Gram matrix, one after another; what is left of a column
// that the others hold already is noise, and becomes zero. In floats once leaves a little lean, twice does not.
Matrix orthonormal(const Matrix& m, int times) {
    constexpr double noise = 1e-10;
    const std::size_t k = m.columns;
    const auto g = gram(m);
    std::vector<double> factor(k * k, 0.0), turn(k * k, 0.0);  // g = factor times its transpose; m times turn
    double longest = 0;
    for (std::size_t i = 0; i < k; ++i) longest = std::max(longest, g[i * k + i]);
    for (std::size_t j = 0; j < k; ++j) {
        double left = g[j * k + j];
        for (std::size_t p = 0; p < j; ++p) left -= factor[j * k + p] * factor[j * k + p];
        if (left <= noise * longest) continue;
        factor[j * k + j] = std::sqrt(left);
        for (std::size_t i = j + 1; i < k; ++i) {
            double sum = g[i * k + j];
            for (std::size_t p = 0; p < j; ++p) sum -= factor[i * k + p] * factor[j * k + p];
            factor[i * k + j] = sum / factor[j * k + j];
        }
    }
    for (std::size_t j = 0; j < k; ++j) {  // the inverse of the factor, transposed
        if (factor[j * k + j] == 0) continue;
        turn[j * k + j] = 1 / factor[j * k + j];
        for (std::size_t i = j; i-- > 0;) {
            if (factor[i * k + i] == 0) continue;
            double sum = 0;
            for (std::size_t p = i + 1; p <= j; ++p) sum -= factor[p * k + i] * turn[p * k + j];
            turn[i * k + j] = sum / factor[i * k + i];
        }
    }
    auto made = rotated(m, turn, std::vector<double>(k, 1.0));
    return times > 1 ? orthonormal(made, times - 1) : made;
}

}  // namespace

void to_unit(std::span<float> vector) {
    double sum = 0;
    for (float x : vector) sum += static_cast<double>(x) * static_cast<double>(x);
    if (sum <= 0) return;
    const auto factor = static_cast<float>(1 / std::sqrt(sum));
    for (float& x : vector) x *= factor;
}

void to_unit(Sparse& vector) {
    double sum = 0;
    for (const auto& w : vector) sum += static_cast<double>(w.weight) * static_cast<double>(w.weight);
    if (sum <= 0) return;
    const auto factor = static_cast<float>(1 / std::sqrt(sum));
    for (auto& w : vector) w.weight *= factor;
}

Latent Latent::learn(std::span<const Sparse> rows, std::size_t terms, std::size_t directions) {
    Latent made;
    directions = std::min({directions, rows.size(), terms});
    if (directions == 0) return made;
    const std::size_t width = std::min({directions + 8, rows.size(), terms});

    Matrix probe(terms, width);
    std::uint64_t state = 20100301;
    for (float& x : probe.at)  // near enough to a normal variable
        x = static_cast<float>(next_unit(state) + next_unit(state) + next_unit(state) + next_unit(state) - 2.0);
    Matrix basis = orthonormal(transposed_times(rows, terms, times(rows, probe)), 1);
    for (int pass = 0; pass < 2; ++pass)
        basis = orthonormal(transposed_times(rows, terms, times(rows, basis)), 1 + pass);

    // Within the space that was found, the exact directions: eigenvectors of (A Q)^T (A Q).
    std::vector<double> values, vectors;
    eigen(gram(times(rows, basis)), width, values, vectors);
    const Matrix right = rotated(basis, vectors, std::vector<double>(width, 1.0));

    made.directions_ = made.stride_ = directions;
    made.basis_.resize(terms * directions);
    for (std::size_t t = 0; t < terms; ++t)
        for (std::size_t d = 0; d < directions; ++d) made.basis_[t * directions + d] = right.row(t)[d];
    return made;
}

void Latent::keep(std::size_t directions) {
    if (directions >= directions_) return;
    std::vector<float> kept(basis_.size() / std::max<std::size_t>(stride_, 1) * directions);
    for (std::size_t t = 0; t * stride_ < basis_.size(); ++t)
        for (std::size_t d = 0; d < directions; ++d) kept[t * directions + d] = basis_[t * stride_ + d];
    basis_ = std::move(kept);
    directions_ = stride_ = directions;
}

void Latent::project(std::span<const Weighted> text, std::span<float> out) const {
    std::ranges::fill(out, 0.0F);
    const std::size_t n = std::min(out.size(), directions_);
    for (const auto& [key, weight] : text) {
        const std::size_t begin = std::size_t{key} * stride_;
        if (begin + stride_ > basis_.size()) continue;
        add_scaled(out.first(n), weight, basis_.data() + begin);
    }
}

}  // namespace thingwall::overlap
