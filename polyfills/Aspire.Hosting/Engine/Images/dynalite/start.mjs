// Starts dynalite on loopback, with its tables in a folder. Usage: node start.mjs PORT FOLDER
import dynalite from "dynalite";

const [port, path] = process.argv.slice(2);
const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.listen(Number(port), "127.0.0.1", () => console.log(`DynamoDB endpoint on port ${port}, tables in ${path}`));
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
