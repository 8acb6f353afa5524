# Written by `python -m synaptorch._stubs` from the table of surrogates.
from typing import Any

class Surrogate:
    kind: int
    values: list[float]

class ReluGrad(Surrogate):
    def __init__(self, *, alpha: Any = 0.3, width: Any = 1.0) -> None: ...

class Sigmoid(Surrogate):
    def __init__(self, *, alpha: Any = 4.0) -> None: ...

class Arctan(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class SoftSign(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class ERF(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class PiecewiseQuadratic(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class PiecewiseExp(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class PiecewiseLeakyRelu(Surrogate):
    def __init__(self, *, c: Any = 0.01, w: Any = 1.0) -> None: ...

class LeakyRelu(Surrogate):
    def __init__(self, *, alpha: Any = 0.1, beta: Any = 1.0) -> None: ...

class LogTailedRelu(Surrogate):
    def __init__(self, *, alpha: Any = 0.0) -> None: ...

class GaussianGrad(Surrogate):
    def __init__(self, *, sigma: Any = 0.5, alpha: Any = 0.5) -> None: ...

class InvSquareGrad(Surrogate):
    def __init__(self, *, alpha: Any = 100.0) -> None: ...

class MultiGaussianGrad(Surrogate):
    def __init__(self, *, h: Any = 0.15, s: Any = 6.0, sigma: Any = 0.5, scale: Any = 0.5) -> None: ...

class SquarewaveFourierSeries(Surrogate):
    def __init__(self, *, n: Any = 2.0, t_period: Any = 8.0) -> None: ...

class S2NN(Surrogate):
    def __init__(self, *, alpha: Any = 4.0, beta: Any = 1.0, epsilon: Any = 1e-08) -> None: ...

class QPseudoSpike(Surrogate):
    def __init__(self, *, alpha: Any = 2.0) -> None: ...

class SlayerGrad(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...

class NonzeroSignLog(Surrogate):
    def __init__(self, *, alpha: Any = 1.0) -> None: ...
