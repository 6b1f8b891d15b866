import { parentPort } from 'node:worker_threads';
import type { FetchOrder } from './fetch-messages.js';
import { FetchServer } from './fetch-server.js';

const port = parentPort!;
const server = new FetchServer();
port.on('message', (order: FetchOrder) => port.postMessage(server.answer(order)));
port.postMessage({ kind: 'ready' });
