"""TimesNet, ETTh1 96 to 96, d = 16, f = 32, k = 5, K = 6, B = 32: forward, backward and step.

As published: every inception kernel is applied by itself and the results are averaged. The periods
are given, so that both sides fold alike; no dropout.
"""

import math

import peer

PERIODS = [24, 12, 96, 8, 48]


def modules(torch):
    nn, functional = torch.nn, torch.nn.functional

    class Inception(nn.Module):
        def __init__(self, wide, out, kernels):
            super().__init__()
            self.kernels = nn.ModuleList(
                nn.Conv2d(wide, out, 2 * i + 1, padding=i) for i in range(kernels)
            )

        def forward(self, x):
            return torch.stack([kernel(x) for kernel in self.kernels], dim=-1).mean(-1)

    class Block(nn.Module):
        def __init__(self, d, f, kernels, periods):
            super().__init__()
            self.conv = nn.Sequential(Inception(d, f, kernels), nn.GELU(), Inception(f, d, kernels))
            self.periods = periods

        def forward(self, x):
            batch, length, d = x.shape
            amplitude = torch.fft.rfft(x, dim=1).abs()
            # What the published code does to find periods; here only for its time.
            amplitude.mean(0).mean(-1).topk(len(self.periods))
            bins = [max(1, length // p) for p in self.periods]
            weight = functional.softmax(amplitude.mean(-1)[:, bins], dim=1)
            results = []
            for period in self.periods:
                rows = -(-length // period)
                padded = functional.pad(x, (0, 0, 0, rows * period - length))
                image = padded.reshape(batch, rows, period, d).permute(0, 3, 1, 2).contiguous()
                image = self.conv(image)
                results.append(image.permute(0, 2, 3, 1).reshape(batch, -1, d)[:, :length])
            stacked = torch.stack(results, dim=-1)
            return x + (stacked * weight[:, None, None, :]).sum(-1)

    class TimesNet(nn.Module):
        def __init__(self, steps, horizon, channels, d, f, layers, kernels, periods):
            super().__init__()
            self.steps, self.horizon = steps, horizon
            self.token = nn.Conv1d(
                channels, d, 3, padding=1, padding_mode="circular", bias=False
            )
            self.clock = nn.Linear(4, d, bias=False)
            self.blocks = nn.ModuleList(Block(d, f, kernels, periods) for _ in range(layers))
            self.norm = nn.LayerNorm(d)
            self.predict = nn.Linear(steps, steps + horizon) if horizon else None
            self.projection = nn.Linear(d, channels)
            position = torch.arange(steps).float()[:, None]
            rate = torch.exp(torch.arange(0, d, 2).float() * -(math.log(10000.0) / d))
            table = torch.zeros(steps, d)
            table[:, 0::2], table[:, 1::2] = torch.sin(position * rate), torch.cos(position * rate)
            self.register_buffer("table", table)

        def forward(self, x, marks, mask=None):
            if mask is None:
                mean = x.mean(1, keepdim=True).detach()
                x = x - mean
                sd = torch.sqrt(x.var(1, keepdim=True, unbiased=False) + 1e-5)
            else:
                count = mask.sum(1, keepdim=True)
                mean = (x.sum(1, keepdim=True) / count).detach()
                x = (x - mean).masked_fill(mask == 0, 0)
                sd = torch.sqrt((x * x).sum(1, keepdim=True) / count + 1e-5).detach()
            h = self.token((x / sd).transpose(1, 2)).transpose(1, 2) + self.table
            h = h + self.clock(marks)
            if self.predict is not None:
                h = self.predict(h.transpose(1, 2)).transpose(1, 2)
            for block in self.blocks:
                h = self.norm(block(h))
            y = self.projection(h) * sd + mean
            return y[:, -self.horizon :] if self.horizon else y

    return TimesNet


def build(torch):
    model = modules(torch)(96, 96, 7, 16, 32, 2, 6, PERIODS)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    x, y = torch.randn(32, 96, 7), torch.randn(32, 96, 7)
    marks = torch.rand(32, 96, 4) - 0.5

    def step():
        adam.zero_grad(set_to_none=True)
        torch.nn.functional.mse_loss(model(x, marks), y).backward()
        adam.step()

    return step, peer.count(model)


if __name__ == "__main__":
    peer.serve(build)
