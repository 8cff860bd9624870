"""A step of OptEmbed's supernet."""

import optembed_epoch
import peer

peer.serve(lambda torch: optembed_epoch.build(torch, supernet=True))
