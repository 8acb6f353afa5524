# Written by `python -m synaptorch._stubs` from the table of surrogates.
from typing import Any

class Surrogate:
    kind: int
    values: list[float]

class ReluGrad(Surrogate):
    def __init__(self, *, alpha: Any = ..., width: Any = ...) -> None: ...

class Sigmoid(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class Arctan(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class SoftSign(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class ERF(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class PiecewiseQuadratic(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class PiecewiseExp(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class PiecewiseLeakyRelu(Surrogate):
    def __init__(self, *, c: Any = ..., w: Any = ...) -> None: ...

class LeakyRelu(Surrogate):
    def __init__(self, *, alpha: Any = ..., beta: Any = ...) -> None: ...

class LogTailedRelu(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class GaussianGrad(Surrogate):
    def __init__(self, *, sigma: Any = ..., alpha: Any = ...) -> None: ...

class InvSquareGrad(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class MultiGaussianGrad(Surrogate):
    def __init__(self, *, h: Any = ..., s: Any = ..., sigma: Any = ..., scale: Any = ...) -> None: ...

class SquarewaveFourierSeries(Surrogate):
    def __init__(self, *, n: Any = ..., t_period: Any = ...) -> None: ...

class S2NN(Surrogate):
    def __init__(self, *, alpha: Any = ..., beta: Any = ..., epsilon: Any = ...) -> None: ...

class QPseudoSpike(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class SlayerGrad(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...

class NonzeroSignLog(Surrogate):
    def __init__(self, *, alpha: Any = ...) -> None: ...
