"""A step of OptEmbed's base model."""

import optembed_epoch
import peer

peer.serve(lambda torch: optembed_epoch.build(torch, supernet=False))
