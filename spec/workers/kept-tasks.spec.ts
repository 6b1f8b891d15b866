import { expect } from 'chai';
import { KeptTasks } from '#lib/workers/kept-tasks.js';
import { task } from './fixture-tasks.js';

describe('KeptTasks', () => {
  const tasksOf = (limit: number) => {
    const sent: string[] = [];
    const kept = new KeptTasks(limit, (order) =>
      sent.push(order.kind === 'keep-task' ? `keep ${order.task.key}` : order.kind === 'close-task' ? `close ${order.key}` : order.kind),
    );
    return { kept, sent, lend: (key: string) => kept.lend(task('plus', null, key)) };
  };

  it('sends a task once', () => {
    const { kept, sent, lend } = tasksOf(2);
    lend('a');
    kept.takeBack('a');
    lend('a');
    expect(sent).to.deep.equal(['keep a']);
  });

  it('closes the longest unused beyond the limit', () => {
    const { kept, sent, lend } = tasksOf(2);
    for (const key of ['a', 'b', 'a', 'c']) {
      lend(key);
      kept.takeBack(key);
    }
    expect(sent).to.deep.equal(['keep a', 'keep b', 'keep c', 'close b']);
  });

  it('closes none that a job uses', () => {
    const { kept, sent, lend } = tasksOf(1);
    for (const key of ['a', 'b', 'c']) lend(key);
    kept.takeBack('c');
    expect(sent.at(-1)).to.equal('close c');
    kept.takeBack('a');
    expect(sent.at(-1)).to.equal('close a');
    kept.takeBack('b');
    expect(sent).to.have.length(5);
  });
});
