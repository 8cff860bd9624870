"""DeepFM over ten fields of 15,485 values, D = 16, MLP 64-32, batch 512: a step of OptEmbed's phases.

The base model and the supernet with a threshold a field and dimensions drawn a sample and field, in
plain torch; both with Adam over the whole table and L2 in the gradient. The argument is `base` or
`supernet`.
"""

import sys

import peer

SIZES = [8000, 3000, 3000, 1000, 300, 100, 50, 20, 10, 5]
WIDTH, BATCH, BATCHES = 16, 512, 118


def network(torch):
    nn = torch.nn

    class DeepFm(nn.Module):
        def __init__(self):
            super().__init__()
            n, m = sum(SIZES), len(SIZES)
            self.embedding = nn.Parameter(nn.init.xavier_uniform_(torch.empty(n, WIDTH)))
            self.oov_embedding = nn.Parameter(nn.init.xavier_uniform_(torch.empty(m, WIDTH)))
            self.threshold = nn.Parameter(torch.zeros(m, 1))
            self.linear = nn.Embedding(n, 1)
            self.bias = nn.Parameter(torch.zeros(1))
            self.mlp = nn.Sequential(
                nn.Linear(m * WIDTH, 64),
                nn.BatchNorm1d(64),
                nn.ReLU(),
                nn.Linear(64, 32),
                nn.BatchNorm1d(32),
                nn.ReLU(),
                nn.Linear(32, 1),
            )

        def forward(self, x, xe):
            pairs = xe.sum(1).square().sum(1) - xe.square().sum((1, 2))
            linear = self.linear(x).sum((1, 2)) + self.bias
            return linear + 0.5 * pairs + self.mlp(xe.flatten(1)).squeeze(1)

    return DeepFm()


def binary_step(torch):
    class BinaryStep(torch.autograd.Function):
        @staticmethod
        def forward(ctx, z):
            ctx.save_for_backward(z)
            return (z > 0).to(z.dtype)

        @staticmethod
        def backward(ctx, gradient):
            size = ctx.saved_tensors[0].abs()
            tail = torch.where(size <= 1, 0.4, 0.0)
            return gradient * torch.where(size <= 0.4, 2 - 4 * size, tail)

    return BinaryStep.apply


def build(torch, supernet):
    model = network(torch)
    offsets = torch.tensor([sum(SIZES[:i]) for i in range(len(SIZES))])
    sizes = torch.tensor(SIZES)
    batches = []
    for _ in range(BATCHES):
        ids = offsets + (torch.rand(BATCH, len(SIZES)) * sizes).long()
        batches.append((ids, torch.randint(0, 2, (BATCH,)).float()))
    weights = [p for p in model.parameters() if p is not model.threshold]
    adam = torch.optim.Adam(weights, lr=1e-3, weight_decay=3e-5, foreach=True)
    sgd = torch.optim.SGD([model.threshold], lr=3e-3)
    masks = torch.ones(WIDTH, WIDTH).tril()
    binary = binary_step(torch)
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    lookup = torch.nn.functional.embedding
    done = 0

    def step():
        nonlocal done
        x, y = batches[done % BATCHES]
        done += 1
        adam.zero_grad(set_to_none=True)
        sgd.zero_grad(set_to_none=True)
        e = lookup(x, model.embedding)
        if not supernet:
            loss(model(x, e), y).backward()
            adam.step()
            return
        kept = binary(e.norm(1, 2, keepdim=True) - model.threshold)
        dims = lookup(torch.randint(0, WIDTH, x.shape), masks)
        logits = model(x, e * (kept * dims))
        (loss(logits, y) + 0.1 * model.threshold.neg().exp().sum()).backward()
        adam.step()
        sgd.step()

    return step, peer.count(model)


peer.serve(lambda torch: build(torch, supernet=sys.argv[2] == "supernet"))
