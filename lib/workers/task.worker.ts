import { parentPort, workerData } from 'node:worker_threads';
import { watchLastResort } from './last-resort.js';
import type { Order, Report, ThreadSettings } from './messages.js';
import { TaskServer } from './task-server.js';
import { CallNote } from './whereabouts.js';

const port = parentPort!;
const settings = workerData as ThreadSettings;
const post = (report: Report) => port.postMessage(report);
const server = new TaskServer(settings, post);
watchLastResort(new CallNote(settings.note), post);
port.on('message', (order: Order) => void server.receive(order));
