"""Event-driven products: against dense arithmetic, their gradients, and what compilers ask of ops."""
import pytest
import torch

import synaptorch as st

ops = torch.ops.synaptorch
N_PRE, N_POST = 7, 5


def random_csr(dtype=torch.double, index=torch.long, seed=0, shape=(N_PRE, N_POST)):
    g = torch.Generator().manual_seed(seed)
    dense = torch.where(torch.rand(*shape, generator=g) < 0.5, torch.randn(*shape, generator=g), 0.0)
    m = dense.to(dtype).to_sparse_csr()
    return dense.to(dtype), m.crow_indices().to(index), m.col_indices().to(index), m.values().clone()


def random_spikes(*shape, dtype=torch.double, seed=1):
    g = torch.Generator().manual_seed(seed)
    return torch.where(torch.rand(*shape, generator=g) < 0.4, torch.rand(*shape, generator=g), 0.0).to(dtype)


def delayed_reference(x, dense, delay_dense, max_delay):
    """[T, .., n_pre] with a delay per pair, linearly between steps."""
    cells = [[x.new_zeros(x.shape[1:-1]) for _ in range(dense.shape[1])] for _ in range(x.shape[0] + max_delay + 1)]
    for t in range(x.shape[0]):
        for i in range(dense.shape[0]):
            for j in range(dense.shape[1]):
                k = min(int(delay_dense[i, j].detach()), max(max_delay - 1, 0))
                f = delay_dense[i, j] - k
                value = x[t, ..., i] * dense[i, j]
                cells[t + k][j] = cells[t + k][j] + value * (1 - f)
                cells[t + k + 1][j] = cells[t + k + 1][j] + value * f
    return torch.stack([torch.stack(row, -1) for row in cells[: x.shape[0] + max_delay]])


@pytest.mark.parametrize("index", [torch.int32, torch.int64])
@pytest.mark.parametrize("dtype, tolerance", [(torch.double, 1e-14), (torch.float, 1e-6), (torch.half, 5e-3), (torch.bfloat16, 3e-2)])
@pytest.mark.parametrize("lead", [(), (3,), (2, 3)])
def test_csr_equals_dense_product(dtype, tolerance, lead, index):
    dense, indptr, indices, weight = random_csr(dtype, index)
    x = random_spikes(*lead, N_PRE, dtype=dtype)
    y = ops.csr_matvec(x, indptr, indices, weight, N_POST)
    assert y.dtype == dtype and torch.allclose(y.double(), x.double() @ dense.double(), atol=tolerance, rtol=tolerance)


@pytest.mark.parametrize("lead", [(), (130,), (2, 3), (3,), (19,), (31,), (33,), (70,)])   # widths that sums are cut into, and between
@pytest.mark.parametrize("scalar", [False, True])
@pytest.mark.parametrize("dtype, tolerance", [(torch.double, 1e-12), (torch.float, 1e-4)])
def test_csr_gradients_equal_dense(lead, scalar, dtype, tolerance):
    dense, indptr, indices, weight = random_csr(dtype)
    rows = torch.repeat_interleave(indptr.diff())
    weight = torch.tensor(0.7, dtype=dtype) if scalar else weight
    x, w = random_spikes(*lead, N_PRE, dtype=dtype).requires_grad_(), weight.requires_grad_()
    upstream = torch.randn(*lead, N_POST, dtype=dtype)
    found = torch.autograd.grad(ops.csr_matvec(x, indptr, indices, w, N_POST), (x, w), upstream)
    full = torch.zeros_like(dense).index_put((rows, indices), w.expand(len(indices)))
    expected = torch.autograd.grad(x @ full, (x, w), upstream)
    for a, b in zip(found, expected):
        assert torch.allclose(a, b, atol=tolerance, rtol=tolerance)


@pytest.mark.parametrize("batch", [1, 20, 32, 100])
@pytest.mark.parametrize("dtype, tolerance", [(torch.double, 1e-12), (torch.float, 1e-4)])
def test_gradients_of_long_rows_equal_dense_together_and_alone(batch, dtype, tolerance):
    dense, indptr, indices, weight = random_csr(dtype, torch.int32, shape=(75, 41))   # sums in fours, rows in tiles, and what is left of both
    spikes = random_spikes(batch, 75, dtype=dtype) * (torch.arange(75) % 3 > 0)
    rows, upstream = torch.repeat_interleave(indptr.diff()), torch.randn(batch, 41, dtype=dtype)
    expected = upstream @ dense.t(), (spikes.t() @ upstream)[rows, indices]
    for wanted in ((0, 1), (0,), (1,)):
        x, w = spikes.clone().requires_grad_(0 in wanted), weight.clone().requires_grad_(1 in wanted)
        found = torch.autograd.grad(ops.csr_matvec(x, indptr, indices, w, 41), [(x, w)[i] for i in wanted], upstream)
        for i, gradient in zip(wanted, found):
            assert torch.allclose(gradient, expected[i], atol=tolerance, rtol=tolerance)


def test_rows_without_spikes_get_no_weight_gradient():
    _, indptr, indices, weight = random_csr()
    x = torch.zeros(4, N_PRE, dtype=torch.double)
    x[0, 2] = 1.0
    w = weight.requires_grad_()
    ops.csr_matvec(x, indptr, indices, w, N_POST).sum().backward()
    touched = torch.zeros_like(w.grad, dtype=torch.bool)
    touched[indptr[2]:indptr[3]] = True
    assert touched.any() and torch.equal(w.grad != 0, touched)


@pytest.mark.parametrize("batch", [(), (3,)])
def test_delays_of_synapses(batch):
    dense, indptr, indices, weight = random_csr()
    rows = torch.repeat_interleave(indptr.diff())
    delay = torch.rand(len(indices), dtype=torch.double) * 3
    delay[:4] = torch.tensor([0.0, 1.0, 2.0, 3.0])
    x = random_spikes(6, *batch, N_PRE)
    tensors = [t.clone().requires_grad_() for t in (x, weight, delay)]
    y = ops.csr_matvec(tensors[0], indptr, indices, tensors[1], N_POST, tensors[2], 3)
    plain = [t.clone().requires_grad_() for t in (x, weight, delay)]
    full = [torch.zeros_like(dense).index_put((rows, indices), t) for t in plain[1:]]
    expected = delayed_reference(plain[0], *full, 3)
    assert y.shape == (9, *batch, N_POST) and torch.allclose(y, expected, atol=1e-12)
    upstream = torch.randn_like(y)
    for a, b in zip(torch.autograd.grad(y, tensors, upstream), torch.autograd.grad(expected, plain, upstream)):
        assert torch.allclose(a, b, atol=1e-12)


@pytest.mark.parametrize("delayed", [False, True])
def test_tensor_formula_equals_kernel(delayed):
    _, indptr, indices, weight = random_csr()
    delay = [torch.rand(len(indices), dtype=torch.double) * 2, 2] if delayed else [None, 0]
    x = random_spikes(6, 3, N_PRE)
    arguments = (x, indptr, indices, weight, N_POST, *delay)
    forward, backward = ops.csr_matvec.default, ops.csr_matvec_backward.default
    key = torch._C.DispatchKey.CompositeExplicitAutograd
    y = forward(*arguments)
    assert torch.allclose(forward._op_dk(key, *arguments), y, atol=1e-12)
    grad = torch.randn_like(y)
    mask = [True, True, delayed]
    for a, b in zip(backward._op_dk(key, grad, *arguments, mask), backward(grad, *arguments, mask)):
        assert torch.allclose(a, b, atol=1e-12)


def test_second_derivatives():
    _, indptr, indices, weight = random_csr()
    x, w = random_spikes(3, N_PRE).requires_grad_(), weight.requires_grad_()
    assert torch.autograd.gradgradcheck(lambda x, w: ops.csr_matvec(x, indptr, indices, w, N_POST), (x, w))
    a, b = torch.tensor(0.5, dtype=torch.double, requires_grad=True), torch.tensor(0.2, dtype=torch.double, requires_grad=True)
    assert torch.autograd.gradgradcheck(lambda x, a, b: ops.random_matvec(x, a, b, N_POST, 1, 3, 1.0, 5), (x, a, b))


@pytest.mark.parametrize("law", [0, 1, 2])
@pytest.mark.parametrize("count, chance", [(-1, 0.3), (4, 1.0), (-1, 1.0), (-1, 0.0), (0, 1.0)])
def test_random_product_equals_its_stored_connectivity(law, count, chance):
    x = random_spikes(9, N_PRE).requires_grad_()
    a, b = (torch.tensor(v, dtype=torch.double, requires_grad=True) for v in (0.5, 1.5))
    y = ops.random_matvec(x, a, b, N_POST, law, count, chance, 3)
    indptr, indices, z = ops.random_connectivity(N_PRE, N_POST, law, count, chance, 3)
    weight = a + (0.0 * z if law == 0 else b * z if law == 1 else (b - a) * z)
    expected = ops.csr_matvec(x, indptr, indices, weight, N_POST)
    assert torch.allclose(y, expected, atol=1e-12)
    upstream = torch.randn_like(y)
    found = torch.autograd.grad(y, (x, a, b), upstream)
    wanted = torch.autograd.grad(expected + 0.0 * b, (x, a, b), upstream)
    for f, w in zip(found, wanted):
        assert torch.allclose(f, w, atol=1e-12)


def test_random_connectivity_follows_its_law():
    n = 1000
    indptr, indices, z = ops.random_connectivity(n, n, 1, -1, 0.02, 7)
    counts = indptr.diff().double()
    assert abs(counts.mean() - 20) < 5 * (20 * 0.98 / n) ** 0.5 and abs(counts.var() / (20 * 0.98) - 1) < 0.2
    assert (torch.bincount(indices, minlength=n).double().var() / (20 * 0.98) - 1).abs() < 0.2
    rows = torch.repeat_interleave(indptr.diff())
    assert len(torch.unique(rows * n + indices)) == len(indices)          # no pair twice
    assert abs(z.mean()) < 5 / len(z) ** 0.5 and abs(z.std() - 1) < 0.02
    _, several, u = ops.random_connectivity(n, n, 2, 20, 1.0, 7)
    assert len(several) == 20 * n and abs(u.mean() - 0.5) < 0.02 and 0 < u.min() < u.max() < 1
    assert abs(several.double().mean() / n - 0.5) < 0.02
    assert not torch.equal(several, ops.random_connectivity(n, n, 2, 20, 1.0, 8)[1])


def calls():
    _, indptr, indices, weight = random_csr()
    x = random_spikes(4, 3, N_PRE)
    delay = torch.rand(len(indices), dtype=torch.double) * 2
    a, b = torch.tensor(0.5, dtype=torch.double), torch.tensor(1.5, dtype=torch.double)
    return [("plain", ops.csr_matvec, (x, indptr, indices, weight, N_POST)),
            ("delay", ops.csr_matvec, (x, indptr, indices, weight, N_POST, delay, 2)),
            ("random", ops.random_matvec, (x, a, b, N_POST, 2, 3, 1.0, 5))]


@pytest.mark.parametrize("name, op, arguments", calls(), ids=[c[0] for c in calls()])
def test_ops_are_registered_as_compilers_need(name, op, arguments):
    arguments = [a.clone().requires_grad_() if isinstance(a, torch.Tensor) and a.is_floating_point() else a for a in arguments]
    torch.library.opcheck(op.default, tuple(arguments))


@pytest.mark.parametrize("name, op, arguments", calls(), ids=[c[0] for c in calls()])
def test_ops_compile_and_export(name, op, arguments):
    x, *rest = arguments
    f = torch.compile(lambda x: op(x, *rest) * 2, fullgraph=True, backend="aot_eager")
    y = x.clone().requires_grad_()
    f(y).sum().backward()
    z = x.clone().requires_grad_()
    (op(z, *rest) * 2).sum().backward()
    assert torch.allclose(y.grad, z.grad)

    class Layer(torch.nn.Module):
        def forward(self, x):
            return op(x, *rest)

    assert torch.allclose(torch.export.export(Layer(), (x,)).module()(x), op(x, *rest))


def test_bool_spikes_are_accepted():
    dense, indptr, indices, weight = random_csr()
    s = random_spikes(3, N_PRE) > 0
    assert torch.allclose(ops.csr_matvec(s, indptr, indices, weight, N_POST), s.double() @ dense)


@pytest.mark.parametrize("change, error", [
    (dict(x=torch.ones(3, N_PRE + 1)), st.WrongShape), (dict(weight=torch.ones(3)), st.WrongShape),
    (dict(indptr=torch.ones(N_PRE + 1)), st.WrongType), (dict(weight=torch.ones((), dtype=torch.int32)), st.WrongType),
    (dict(n_post=2), st.OutOfRange), (dict(indptr=torch.tensor([0, 9, 99, 2, 3, 4, 5, 6])), st.OutOfRange),
    (dict(delay=torch.tensor(9.0), max_delay=3), st.OutOfRange), (dict(delay=torch.tensor(float("nan")), max_delay=3), st.OutOfRange),
])
def test_wrong_arguments_are_refused(change, error):
    _, indptr, indices, weight = random_csr(torch.float)
    arguments = {"x": torch.ones(3, N_PRE), "indptr": indptr, "indices": indices, "weight": weight, "n_post": N_POST, **change}
    with pytest.raises(error):
        ops.csr_matvec(arguments.pop("x"), **arguments)


@pytest.mark.parametrize("batch", [1, 64])
@pytest.mark.parametrize("product", ["stored", "one weight", "delayed", "drawn"])
def test_result_does_not_depend_on_threads(product, batch):
    n = 2000
    indptr, indices, z = ops.random_connectivity(n, 400, 1, -1, 0.1, 1)
    x, one = random_spikes(2, batch, n, dtype=torch.float), torch.tensor(0.3)
    delay = (z.float().abs().clamp(max=2), 2) if product == "delayed" else ()
    found, before = [], torch.get_num_threads()
    try:
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            s, w = x.clone().requires_grad_(), (one if product in ("one weight", "drawn") else z.float() + 1).clone().requires_grad_()
            y = ops.random_matvec(s, w, one, 400, 1, -1, 0.1, 1) if product == "drawn" else ops.csr_matvec(s, indptr, indices, w, 400, *delay)
            found.append((y, *torch.autograd.grad(y.pow(2).sum(), (s, w))))
    finally:
        torch.set_num_threads(before)
    for results in zip(*found):
        assert all(torch.equal(results[0], r) for r in results[1:])
