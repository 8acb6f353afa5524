"""Communication layers equal the dense products that they stand for."""
import pytest
import scipy.sparse
import torch

import synaptorch as st
from synaptorch.units import u

X = (torch.rand(4, 6, generator=torch.Generator().manual_seed(0)) < 0.5).float()


def test_dense_layers():
    w = torch.randn(6, 3)
    assert torch.allclose(st.Linear(6, 3, w, b_init=2.0)(X), X @ w + 2.0)
    mask = torch.rand(6, 3) < 0.5
    masked = st.Linear(6, 3, w, b_init=None, w_mask=mask)
    assert torch.allclose(masked(X), X @ (w * mask))
    masked(X).sum().backward()
    assert torch.equal(masked.weight.grad != 0, mask & (X.sum(0) > 0).unsqueeze(-1))
    assert torch.allclose(st.SignedWLinear(6, 3, w, -torch.ones(6, 3))(X), X @ -w.abs())
    assert torch.allclose(st.EventLinear(6, 3, w)(2.5 * X), X @ w)
    assert torch.allclose(st.EventLinear(6, 3, w, float_as_event=False)(2.5 * X), 2.5 * X @ w, rtol=1e-5, atol=1e-5)


def test_default_weights_are_kaiming():
    w = st.Linear(400, 500).weight
    assert abs(w.var().item() * 400 / 2 - 1) < 0.02 and w.abs().max() <= 2.0001 * (2 / 400) ** 0.5 / 0.8796


def test_one_to_one_and_all_to_all():
    assert torch.allclose(st.OneToOne(6, torch.arange(6.0))(X), X * torch.arange(6.0))
    full = torch.ones(6, 6)
    assert torch.allclose(st.AllToAll(6, 6, 0.5)(X), X @ (0.5 * full))
    assert torch.allclose(st.AllToAll(6, 6, 0.5, include_self=False)(X), X @ (0.5 * (full - torch.eye(6))))
    w = torch.randn(6, 6)
    assert torch.allclose(st.AllToAll(6, 6, w, include_self=False)(X), X @ (w - torch.diag(w.diag())), atol=1e-6)


@pytest.mark.parametrize("form", ["dense", "csr", "coo", "scipy", "triple", "quantity"])
def test_sparse_matrices_of_any_form(form):
    w = torch.where(torch.rand(6, 3) < 0.5, torch.randn(6, 3), 0.0)
    csr = w.to_sparse_csr()
    given = {"dense": w, "csr": csr, "coo": w.to_sparse(), "scipy": scipy.sparse.coo_matrix(w.numpy()), "quantity": u.Quantity(w, "mS"),
             "triple": (csr.crow_indices(), csr.col_indices(), csr.values())}[form]
    layer = st.SparseLinear(given, shape=(6, 3) if form == "triple" else None)
    assert torch.allclose(layer(X), X @ w, atol=1e-6) and (layer.in_size, layer.out_size) == (6, 3)
    assert (layer.unit == "millisiemens") == (form == "quantity")


@pytest.mark.parametrize("weight", [0.5, 0.5 * u.mS, st.normal(0.5, 0.1), st.uniform(0.2 * u.mS, 0.4 * u.mS)])
@pytest.mark.parametrize("cls, number", [(st.FixedProb, 0.3), (st.EventFixedProb, 0.5), (st.FixedNumConn, 4)])
def test_random_layers_equal_their_connectivity(cls, number, weight):
    layer = cls(6, 30, number, weight, seed=3)
    stored = st.SparseLinear(layer.connectivity(), shape=(6, 30))
    assert torch.allclose(layer(X), stored(X), atol=1e-6)
    assert len(stored.weight) == {st.EventFixedProb: 90, st.FixedNumConn: 24}.get(cls, len(stored.weight))
    layer(X).sum().backward()
    assert all(p.grad is not None for p in layer.parameters())
    assert len(list(layer.parameters())) == (2 if isinstance(weight, st.Distribution) else 1)
    again = cls(6, 30, number, weight, seed=3)
    assert torch.equal(again(X), layer(X)) and not torch.equal(cls(6, 30, number, weight, seed=4)(X), layer(X))


def test_fixed_number_without_replacement():
    layer = st.FixedNumConn(6, 10, 7, 1.0, allow_multi_conn=False, seed=1)
    assert all(len(torch.unique(row)) == 7 for row in layer.indices.reshape(6, 7))
    events = st.EventFixedNumConn(6, 10, 0.7, st.uniform(0.5, 1.0), allow_multi_conn=False, seed=1)
    assert torch.equal(events.indices, layer.indices) and torch.equal(events(3.0 * X), events(X))


def test_targets_without_replacement_are_equally_likely():
    layer = st.FixedNumConn(20_000, 4, 2, 1.0, allow_multi_conn=False, seed=2)
    pairs = torch.bincount(layer.indices.reshape(-1, 2) @ torch.tensor([4, 1]), minlength=16)[[1, 2, 3, 6, 7, 11]]
    assert pairs.sum() == 20_000 and (pairs - 20_000 / 6).abs().max() < 5 * (20_000 * 5 / 36) ** 0.5


def test_events_count_once():
    layer = st.EventFixedProb(6, 30, 0.5, 1.0, seed=1)
    assert torch.equal(layer(3.0 * X), layer(X))
    x = X.clone().requires_grad_()
    layer(x).sum().backward()
    assert x.grad.abs().sum() > 0


@pytest.mark.parametrize("make, error", [
    (lambda: st.Linear(6, 3, torch.zeros(3, 6)), st.WrongShape), (lambda: st.AllToAll(6, 3, 1.0, include_self=False), st.WrongShape),
    (lambda: st.FixedProb(6, 3, 1.5, 1.0), st.OutOfRange), (lambda: st.FixedNumConn(6, 3, -1, 1.0), st.OutOfRange),
    (lambda: st.FixedNumConn(6, 3, 4, 1.0, allow_multi_conn=False), st.OutOfRange),
    (lambda: st.FixedProb(6, 3, 0.5, st.exponential(1.0)), st.WrongType), (lambda: st.SparseLinear("matrix"), st.WrongType),
])
def test_wrong_arguments_are_refused(make, error):
    with pytest.raises(error):
        make()
