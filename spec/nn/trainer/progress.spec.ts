import { expect } from 'chai';
import { TrainingProgressLine } from '#lib/nn/trainer/progress.js';

const progress = {
  kind: 'training-progress',
  epoch: 3,
  epochs: 25,
  step: 12,
  steps: 16,
  loss: 0.123456,
  samplesPerSecond: 15200.4,
} as const;

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

describe('TrainingProgressLine', () => {
  it('draws one line on a terminal, over and over, and takes it away', () => {
    const terminal = stream(true);
    const line = new TrainingProgressLine(terminal);
    line.update(progress);
    line.close();
    expect(terminal.written).to.deep.equal(['\r\x1b[Kepoch 3/25 · step 12/16 · loss 0.1235 · 15,200 samples/s', '\r\x1b[K']);
  });

  it('never wraps', () => {
    const terminal = stream(true, 20);
    new TrainingProgressLine(terminal).update(progress);
    expect(terminal.written).to.deep.equal(['\r\x1b[Kepoch 3/25 · step 1']);
  });

  it('takes 80 columns where the terminal does not know how many it has', () => {
    const terminal = stream(true, 0);
    new TrainingProgressLine(terminal).update(progress);
    expect(terminal.written[0]).to.contain('epoch 3/25 · step 12/16 · loss 0.1235');
  });

  it('draws nothing where the output is piped', () => {
    const pipe = stream(false);
    const line = new TrainingProgressLine(pipe);
    line.update(progress);
    line.close();
    expect(pipe.written).to.deep.equal([]);
  });
});
