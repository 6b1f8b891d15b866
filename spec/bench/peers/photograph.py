"""A photograph as a network wants it."""
import numpy as np
from PIL import Image


def load(path):
    """256 x 256, the 224 x 224 in its middle, (value - 127) / 128, channels first."""
    picture = Image.open(path).convert('RGB').resize((256, 256), Image.BILINEAR).crop((16, 16, 240, 240))
    return ((np.asarray(picture, np.float32) - 127) / 128).transpose(2, 0, 1)
