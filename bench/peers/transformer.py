"""Transformer encoder layer, d = 256, 8 heads, L = 128, B = 16, no dropout: forward, backward."""

import peer


def build(torch):
    layer = torch.nn.TransformerEncoderLayer(
        256, 8, dim_feedforward=1024, dropout=0.0, activation="gelu", batch_first=True
    )
    x = torch.randn(16, 128, 256)

    def step():
        layer.zero_grad(set_to_none=True)
        layer(x).square().mean().backward()

    return step, peer.count(layer)


peer.serve(build)
