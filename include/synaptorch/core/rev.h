#pragma once
// Rev<T>: a value that writes what was done to it on a tape (reverse mode). After inlining and
// unrolling the tape of a stepped model lives in registers; the cost does not grow with the number
// of parameters.
#include <vector>

#include "synaptorch/core/math.h"

namespace synaptorch {

/// Local derivatives of each operation with respect to its operands (-1: none). The first entries are leaves.
template <class T, int Capacity> struct Tape {
  static constexpr int capacity = Capacity;
  int a[capacity], b[capacity];
  T da[capacity], db[capacity];
  int size = 0;
  SYNAPTORCH_FN void start(int leaves) { size = leaves; }
  SYNAPTORCH_FN int next() { return size++; }
  /// One number per entry.
  struct Adjoints {
    T of[capacity];
    SYNAPTORCH_FN explicit Adjoints(int) {}
    SYNAPTORCH_FN T& operator[](int i) { return of[i]; }
  };
};
/// A tape of any length, in memory.
template <class T> struct Tape<T, 0> {
  std::vector<int> a, b;
  std::vector<T> da, db;
  int size = 0;
  void start(int leaves) { resize(std::size_t(leaves) + 256); size = leaves; }
  int next() {
    if (std::size_t(size) == a.size()) resize(2 * a.size());
    return size++;
  }
  using Adjoints = std::vector<T>;

 private:
  void resize(std::size_t n) { a.resize(n); b.resize(n); da.resize(n); db.resize(n); }
};

template <class T, int Capacity = 128> struct Rev {
  using Tape = synaptorch::Tape<T, Capacity>;
  T v;
  int id = -1;                 ///< entry on the tape; -1 for constants
  Tape* tape = nullptr;
  SYNAPTORCH_FN Rev() {}
  SYNAPTORCH_FN Rev(double c) : v(c) {}
  SYNAPTORCH_FN static Rev constant(const T& x) { Rev r; r.v = x; return r; }
  /// An independent variable; the caller reserves entry i.
  SYNAPTORCH_FN static Rev variable(const T& x, int i, Tape* t) { Rev r; r.v = x; r.id = i; r.tape = t; return r; }

  SYNAPTORCH_FN static Rev node(const T& v, const Rev& a, const T& da) {
    Rev r;
    r.v = v;
    if (a.id < 0) return r;
    Tape* t = a.tape;
    const int i = t->next();
    t->a[i] = a.id; t->b[i] = -1; t->da[i] = da;
    r.id = i; r.tape = t;
    return r;
  }
  SYNAPTORCH_FN static Rev node(const T& v, const Rev& a, const T& da, const Rev& b, const T& db) {
    if (a.id < 0) return node(v, b, db);
    if (b.id < 0) return node(v, a, da);
    Rev r = node(v, a, da);
    r.tape->b[r.id] = b.id; r.tape->db[r.id] = db;
    return r;
  }

  /// a, moved by a constant: its derivative is that of a, and so is its entry.
  SYNAPTORCH_FN static Rev moved(const T& v, const Rev& a) {
    Rev r = a;
    r.v = v;
    return r;
  }

  SYNAPTORCH_FN friend Rev operator+(const Rev& a, const Rev& b) {
    const T v = a.v + b.v;
    return b.id < 0 ? moved(v, a) : a.id < 0 ? moved(v, b) : node(v, a, T(1.0), b, T(1.0));
  }
  SYNAPTORCH_FN friend Rev operator-(const Rev& a, const Rev& b) {
    const T v = a.v - b.v;
    return b.id < 0 ? moved(v, a) : node(v, a, T(1.0), b, T(-1.0));
  }
  SYNAPTORCH_FN friend Rev operator*(const Rev& a, const Rev& b) { return node(a.v * b.v, a, b.v, b, a.v); }
  SYNAPTORCH_FN friend Rev operator/(const Rev& a, const Rev& b) {
    const T ib = T(1.0) / b.v, q = a.v / b.v;
    return node(q, a, ib, b, -(q * ib));
  }
  SYNAPTORCH_FN friend Rev operator-(const Rev& a) { return node(-a.v, a, T(-1.0)); }
  SYNAPTORCH_FN friend auto operator<(const Rev& a, const Rev& b) { return a.v < b.v; }
  SYNAPTORCH_FN friend auto operator>(const Rev& a, const Rev& b) { return a.v > b.v; }
  SYNAPTORCH_FN friend auto operator<=(const Rev& a, const Rev& b) { return a.v <= b.v; }
  SYNAPTORCH_FN friend auto operator>=(const Rev& a, const Rev& b) { return a.v >= b.v; }

  SYNAPTORCH_FN friend Rev exp(const Rev& a) { const T e = exp(a.v); return node(e, a, e); }
  SYNAPTORCH_FN friend Rev expm1(const Rev& a) { const T e = expm1(a.v); return node(e, a, e + T(1.0)); }
  SYNAPTORCH_FN friend Rev log(const Rev& a) { return node(log(a.v), a, T(1.0) / a.v); }
  SYNAPTORCH_FN friend Rev log1p(const Rev& a) { return node(log1p(a.v), a, T(1.0) / (T(1.0) + a.v)); }
  SYNAPTORCH_FN friend Rev sqrt(const Rev& a) { const T r = sqrt(a.v); return node(r, a, T(0.5) / r); }
  SYNAPTORCH_FN friend Rev tanh(const Rev& a) { const T y = tanh(a.v); return node(y, a, T(1.0) - y * y); }
  SYNAPTORCH_FN friend Rev erf(const Rev& a) { return node(erf(a.v), a, T(1.1283791670955126) * exp(-(a.v * a.v))); }
  SYNAPTORCH_FN friend Rev atan(const Rev& a) { return node(atan(a.v), a, T(1.0) / (T(1.0) + a.v * a.v)); }
  SYNAPTORCH_FN friend Rev sin(const Rev& a) { return node(sin(a.v), a, cos(a.v)); }
  SYNAPTORCH_FN friend Rev cos(const Rev& a) { return node(cos(a.v), a, -sin(a.v)); }
  SYNAPTORCH_FN friend Rev pow(const Rev& a, const Rev& b) {
    const T y = pow(a.v, b.v);
    return node(y, a, b.v * pow(a.v, b.v - T(1.0)), b, where(a.v > T(0.0), y * log(max(a.v, T(1e-300))), T(0.0)));
  }
  SYNAPTORCH_FN friend Rev abs(const Rev& a) { return node(abs(a.v), a, where(a.v < T(0.0), T(-1.0), T(1.0))); }
  SYNAPTORCH_FN friend Rev min(const Rev& a, const Rev& b) { return where(a.v < b.v, a, b); }
  SYNAPTORCH_FN friend Rev max(const Rev& a, const Rev& b) { return where(a.v > b.v, a, b); }
  SYNAPTORCH_FN friend Rev round(const Rev& a) { return constant(round(a.v)); }
  SYNAPTORCH_FN friend Rev floor(const Rev& a) { return constant(floor(a.v)); }
  SYNAPTORCH_FN friend Rev ceil(const Rev& a) { return constant(ceil(a.v)); }
  SYNAPTORCH_FN friend Rev heaviside(const Rev& a) { return constant(heaviside(a.v)); }
  SYNAPTORCH_FN friend Rev detach(const Rev& a) { return constant(detach(a.v)); }
  SYNAPTORCH_FN friend Rev finite_exponent(const Rev& a, double powers = 1.0) {
    const T v = finite_exponent(a.v, powers);
    return node(v, a, where(a.v > v, T(0.0), T(1.0)));
  }
  SYNAPTORCH_FN friend Rev straight_through(const Rev& h, const Rev& g, const Rev& u) {
    return node(straight_through(h.v, g.v, u.v), h, T(1.0), u, g.v);
  }
  template <class M> SYNAPTORCH_FN friend Rev where(const M& m, const Rev& a, const Rev& b) {
    return node(where(m, a.v, b.v), a, where(m, T(1.0), T(0.0)), b, where(m, T(0.0), T(1.0)));
  }
};
template <class T, int C> inline constexpr bool differentiates<Rev<T, C>> = true;
class TensorScalar;
template <> inline constexpr bool differentiates<TensorScalar> = true;

}  // namespace synaptorch
