import { parentPort, workerData } from 'node:worker_threads';
import type { Order, ThreadSettings } from './messages.js';
import { TaskServer } from './task-server.js';

const port = parentPort!;
const server = new TaskServer(workerData as ThreadSettings, (report) => port.postMessage(report));
port.on('message', (order: Order) => void server.receive(order));
