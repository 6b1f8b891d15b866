"""main_job.py IMAGES MODEL.onnx TENSOR EPOCHS SEED: the main job with Pillow, onnxruntime and a Keras head. Prints one line of JSON."""
import glob
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import keras
import numpy as np
import onnx
import onnxruntime

from photograph import load

images, file, tensor, epochs, seed = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
BATCH = 8


def open_net():
    model = onnx.load(file)
    model.graph.output.append(onnx.helper.make_tensor_value_info(tensor, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=['CPUExecutionProvider'])


def embedded(session, part):
    paths = sorted(glob.glob(f'{images}/{part}/*/*.jpg'))
    with ThreadPoolExecutor(2) as pool:
        pictures = list(pool.map(load, paths))
    name = session.get_inputs()[0].name
    batches = [np.stack(pictures[i:i + BATCH]) for i in range(0, len(pictures), BATCH)]
    features = np.concatenate([session.run([tensor], {name: batch})[0] for batch in batches])
    return features, np.array([int('/bees/' in path) for path in paths])


keras.utils.set_random_seed(seed)
session = open_net()
features, labels = embedded(session, 'train')
validation, expected = embedded(session, 'val')
head = keras.Sequential([keras.layers.Dense(2, activation='softmax')])
head.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
head.fit(features, labels, batch_size=16, epochs=epochs, verbose=0)
accuracy = float((head.predict(validation, verbose=0).argmax(1) == expected).mean())
print(json.dumps({'accuracy': accuracy}))
