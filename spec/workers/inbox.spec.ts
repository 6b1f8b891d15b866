import { expect } from 'chai';
import { Inbox } from '#lib/workers/inbox.js';

describe('Inbox', () => {
  const read = async (inbox: Inbox<number>) => {
    const items: unknown[] = [];
    try {
      for await (const item of inbox) items.push(item);
    } catch (error) {
      items.push((error as Error).message);
    }
    return items;
  };

  it('hands out what came before and after the reader began, to the end', async () => {
    const inbox = new Inbox<number>();
    inbox.put(1);
    const items = read(inbox);
    await Promise.resolve();
    inbox.put(2);
    inbox.put(3);
    inbox.end();
    inbox.put(4);
    expect(await items).to.deep.equal([1, 2, 3]);
  });

  it('throws at the end what it was ended with', async () => {
    const inbox = new Inbox<number>();
    inbox.put(1);
    inbox.end({ error: new Error('broken') });
    expect(await read(inbox)).to.deep.equal([1, 'broken']);
  });

  it('throws at once when it fails, whatever is queued, and while a reader waits', async () => {
    const inbox = new Inbox<number>();
    inbox.put(1);
    inbox.fail(new Error('now'));
    expect(await read(inbox)).to.deep.equal(['now']);
    const empty = new Inbox<number>();
    const items = read(empty);
    await Promise.resolve();
    empty.fail(new Error('now'));
    expect(await items).to.deep.equal(['now']);
  });
});
