"""The Gaunt tensor product of degrees up to L, out 2L, by complex fast Fourier transforms.

As the published program does it: compact tables [l, m, u, 2] applied to both factors by a broadcast
product and a sum, a zero-padded two-dimensional complex transform, a product, the transform back,
and the tables of the result in the same way.
The tables' values do not matter for the time, so random numbers stand for them. Forward and
backward of the sum, 64 rows of 32 channels, float32. The argument is L.
"""

import sys

import peer

ROWS, CHANNELS = 64, 32


def build(torch):
    lmax = int(sys.argv[2])
    out, n = 2 * lmax, 4 * lmax + 1
    complex64 = torch.complex64
    into = torch.randn(lmax + 1, 2 * lmax + 1, 2 * lmax + 1, 2, dtype=complex64)
    back = torch.randn(out + 1, n, n, 2, dtype=complex64)
    slots, kept = (
        torch.tensor([l * (2 * top + 1) + top + m for l in range(top + 1) for m in range(-l, l + 1)])
        for top in (lmax, out)
    )
    x, y = (torch.randn(ROWS * CHANNELS, (lmax + 1) ** 2, requires_grad=True) for _ in range(2))

    def to_fourier(flat):
        padded = flat.new_zeros(flat.shape[0], (lmax + 1) * (2 * lmax + 1))
        padded = padded.index_copy(1, slots, flat).reshape(-1, lmax + 1, 2 * lmax + 1)
        both = (padded[..., None, None] * into).sum(1)  # [N, m, u, 2]
        return (both[..., 0] + both[..., 1].flip(1)).transpose(1, 2)  # [N, u, v]

    def forward():
        first = torch.fft.fft2(to_fourier(x), s=(n, n))
        second = torch.fft.fft2(to_fourier(y), s=(n, n))
        product = torch.fft.ifft2(first * second).transpose(1, 2).unsqueeze(1)  # [N, 1, v, u]
        z = (product * back[..., 0]).sum(-1) + (product.flip(2) * back[..., 1]).sum(-1)
        return z.real.flatten(1).index_select(1, kept)  # [N, (2L+1)²]

    def step():
        x.grad, y.grad = None, None
        forward().sum().backward()

    return step, x.numel() + y.numel()


peer.serve(build)
