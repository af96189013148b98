// Runs fauxqs as its image does, by the image's variables, on loopback and with nothing lost. Usage: node start.mjs PORT
import { AsyncLocalStorage } from "node:async_hooks";
import { Server } from "node:net";

// It listens on every interface, and has no option for it.
const listen = Server.prototype.listen;
Server.prototype.listen = function (options, ...rest) {
  return listen.call(this, { ...options, host: "127.0.0.1" }, ...rest);
};

const { startFauxqs } = await import("./node_modules/fauxqs/dist/app.js");
const { PersistenceManager } = await import("./node_modules/fauxqs/dist/persistence.js");
const { SqsRouter } = await import("./node_modules/fauxqs/dist/sqs/sqsRouter.js");
const { SqsQueue } = await import("./node_modules/fauxqs/dist/sqs/sqsStore.js");

const caller = new AsyncLocalStorage();
const handle = SqsRouter.prototype.handle;
SqsRouter.prototype.handle = function (request, reply) {
  return caller.run(request.raw.socket, () => handle.call(this, request, reply));
};

for (const name of ["dequeue", "dequeueFifo"]) {
  const dequeue = SqsQueue.prototype[name];
  SqsQueue.prototype[name] = function (...parameters) {
    // A receive whose caller has gone away while it waited would take messages that nobody gets.
    const socket = caller.getStore();
    if (socket && (socket.destroyed || socket.readableEnded)) {
      return [];
    }
    // A message that has come too often is deleted here and stored in the dead-letter queue: both or neither, also when the process is killed.
    const database = this.persistence?.db;
    if (!database || database.isTransaction) {
      return dequeue.apply(this, parameters);
    }
    database.exec("BEGIN");
    try {
      const messages = dequeue.apply(this, parameters);
      database.exec("COMMIT");
      return messages;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  };
}

// fauxqs 2.4.1 sets the receive count to null here, which its own table refuses: the message would be gone from memory until the next start.
PersistenceManager.prototype.updateMessageReady = function (messageId) {
  this.db.prepare("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?").run(messageId);
};

const { FAUXQS_PERSISTENCE, FAUXQS_DATA_DIR, FAUXQS_S3_STORAGE_DIR, FAUXQS_LOGGER } = process.env;
const port = Number(process.argv[2]);
const dataDir = FAUXQS_PERSISTENCE === "true" ? FAUXQS_DATA_DIR : undefined;
// A line for each request is too much beside other programs' output, unless it is asked for.
const server = await startFauxqs({ port, logger: FAUXQS_LOGGER === "true", dataDir, s3StorageDir: FAUXQS_S3_STORAGE_DIR });
console.log(`SQS and S3 endpoint on port ${port}, ${dataDir ? `data in ${dataDir}` : "data in memory"}`);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    await server.stop();
    process.exit(0);
  });
}
