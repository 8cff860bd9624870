"""OLinear, 96 to 96, D = F = 512, d = 16: forward, backward and step. Arguments: N and B.

As published, without dropout: copies of the window, change of basis, NormLin encoder, and back.
"""

import sys

import peer

STEPS, HORIZON, WIDTH, COPIES = 96, 96, 512, 16


def modules(torch):
    nn, functional = torch.nn, torch.nn.functional

    class EncoderLayer(nn.Module):
        def __init__(self, variates):
            super().__init__()
            self.weight_mat = nn.Parameter(torch.eye(variates)[None] + torch.randn(1, variates, variates))
            self.v_proj, self.out_proj = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
            self.conv1, self.conv2 = nn.Conv1d(WIDTH, WIDTH, 1), nn.Conv1d(WIDTH, WIDTH, 1)
            self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)

        def forward(self, x):
            mix = functional.normalize(functional.softplus(self.weight_mat), p=1, dim=-1)
            x = self.norm1(x + self.out_proj(mix @ self.v_proj(x)))
            y = functional.gelu(self.conv1(x.transpose(-1, 1)))
            return self.norm2(x + self.conv2(y).transpose(-1, 1))

    class OLinear(nn.Module):
        def __init__(self, variates):
            super().__init__()
            self.affine_weight = nn.Parameter(torch.ones(variates))
            self.affine_bias = nn.Parameter(torch.zeros(variates))
            self.embeddings = nn.Parameter(torch.randn(1, COPIES))
            self.delta1 = nn.Parameter(torch.zeros(1, variates, 1, STEPS))
            self.delta2 = nn.Parameter(torch.zeros(1, variates, 1, HORIZON))
            self.into = nn.Linear(STEPS * COPIES, WIDTH)
            self.layers = nn.ModuleList(EncoderLayer(variates) for _ in range(2))
            self.norm = nn.LayerNorm(WIDTH)
            self.out = nn.Linear(WIDTH, HORIZON * COPIES)
            self.fc = nn.Sequential(
                nn.Linear(HORIZON * COPIES, WIDTH), nn.GELU(), nn.Linear(WIDTH, HORIZON)
            )
            self.register_buffer("q_mat", torch.linalg.qr(torch.randn(STEPS, STEPS))[0])
            self.register_buffer("q_out_mat", torch.linalg.qr(torch.randn(HORIZON, HORIZON))[0])

        def forward(self, x):
            batch, _, variates = x.shape
            mean = x.mean(1, keepdim=True).detach()
            sd = torch.sqrt(x.var(1, keepdim=True, unbiased=False) + 1e-5).detach()
            x = (x - mean) / sd * self.affine_weight + self.affine_bias
            z = x.permute(0, 2, 1).unsqueeze(-1) * self.embeddings  # [B, N, T, d]
            z = z.transpose(-1, -2)  # [B, N, d, T]
            z = torch.einsum("bndt,ts->bnds", z, self.q_mat.transpose(-1, -2)) + self.delta1
            h = self.into(z.flatten(-2))
            for layer in self.layers:
                h = layer(h)
            y = self.out(self.norm(h)).reshape(batch, variates, COPIES, HORIZON)
            y = torch.einsum("bndt,ts->bnds", y, self.q_out_mat) + self.delta2
            y = self.fc(y.transpose(-1, -2).flatten(-2)).transpose(1, 2)
            y = (y - self.affine_bias) / (self.affine_weight + 1e-10)
            return y * sd + mean

    return OLinear


def build(torch):
    variates, batch = int(sys.argv[2]), int(sys.argv[3])
    model = modules(torch)(variates)
    adam = torch.optim.Adam(model.parameters(), lr=1e-4, foreach=True)
    x, y = torch.randn(batch, STEPS, variates), torch.randn(batch, HORIZON, variates)
    weight = (torch.arange(HORIZON) + 1.0)[None, :, None] ** -0.5

    def step():
        adam.zero_grad(set_to_none=True)
        ((model(x) - y).abs() * weight).mean().backward()
        adam.step()

    return step, peer.count(model)


peer.serve(build)
