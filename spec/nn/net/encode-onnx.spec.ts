import { readFile } from 'node:fs/promises';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { expect } from 'chai';
import { encodeOnnx } from '#lib/nn/net/encode-onnx.js';
import { graphField, modelField } from '#lib/nn/net/onnx-schema.js';
import { parseOnnx } from '#lib/nn/net/parse-onnx.js';
import { readFields, texts } from '#lib/nn/net/wire-fields.js';
import { denseNet, efficientNet, squeezeNet } from './small-nets.js';

describe('encodeOnnx', () => {
  const sorted = (bytes: Uint8Array): string[] =>
    readFields(bytes)
      .map(({ whole }) => Buffer.from(whole).toString('latin1'))
      .sort();

  for (const path of [efficientNet, squeezeNet]) {
    it(`writes each field of ${path.split('/').at(-1)} as it was read`, async () => {
      const bytes = await readFile(path);
      const again = encodeOnnx(parseOnnx(bytes, path));
      const graphOf = (file: Uint8Array) => readFields(file).find((f) => f.no === modelField.graph)!.value;
      expect(again).to.have.length(bytes.length);
      expect(sorted(graphOf(again))).to.deep.equal(sorted(graphOf(bytes)));
    });
  }

  it('keeps fields that nobody knows, in the model and in the graph', () => {
    const unknown = new BinaryWriter().tag(900, WireType.LengthDelimited).string('of tomorrow').finish();
    const model = parseOnnx(denseNet(), 'it');
    const withUnknown = {
      rest: [...model.rest, ...readFields(unknown)],
      graph: { ...model.graph, rest: [...model.graph.rest, ...readFields(unknown)] },
    };
    const fields = readFields(encodeOnnx(parseOnnx(encodeOnnx(withUnknown), 'it')));
    expect(texts(fields, 900)).to.deep.equal(['of tomorrow']);
    const graph = readFields(fields.find((f) => f.no === modelField.graph)!.value);
    expect(texts(graph, 900)).to.deep.equal(['of tomorrow']);
    expect(graph.filter((f) => f.no === graphField.node)).to.have.length(2);
  });
});
