import { expect } from 'chai';
import { chooserOf, classify, type ClassScores } from '#lib/nn/inference/classify.js';

describe('classify', () => {
  const argMax = chooserOf(undefined, undefined);
  const one = (outputs: number[], scores: ClassScores) => {
    const { probability, prediction } = classify(Float32Array.from(outputs), outputs.length, scores, argMax);
    return { probability: [...probability], prediction: prediction[0] };
  };

  for (const outputs of [
    [NaN, NaN],
    [1, NaN],
    [1, Infinity],
    [-Infinity, -Infinity],
  ]) {
    it(`invents no probability for the softmax of [${outputs.join(', ')}]`, () => {
      expect(one(outputs, 'softmax')).to.deep.equal({ probability: [NaN, NaN], prediction: 0 });
    });
  }

  it('gives a class at -Infinity no probability', () => {
    expect(one([-Infinity, 3], 'softmax')).to.deep.equal({ probability: [0, 1], prediction: 1 });
  });

  it('keeps NaN of a single output, and of outputs that are probabilities', () => {
    expect(one([NaN], 'sigmoid').probability).to.deep.equal([NaN, NaN]);
    expect(one([NaN], 'linear').probability).to.deep.equal([NaN, NaN]);
    expect(one([0.2, NaN], 'linear').probability).to.deep.equal([NaN, NaN]);
    expect(one([Infinity], 'sigmoid')).to.deep.equal({ probability: [0, 1], prediction: 1 });
  });

  it('leaves zeros where no output speaks for a class', () => {
    expect(one([0, -1], 'linear').probability).to.deep.equal([0, 0]);
  });

  it('takes NaN for the largest, as argmax in Keras does, and for nothing above a threshold', () => {
    expect(argMax(Float64Array.of(0.5, NaN))).to.equal(1);
    expect(chooserOf(undefined, 0.5)(Float64Array.of(NaN, NaN))).to.equal(0);
    expect(chooserOf([0.5, 0.5], undefined)(Float64Array.of(NaN, NaN))).to.equal(0);
  });
});
