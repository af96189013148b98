// Starts the DynamoDB endpoint: node start.js --port 8000 --path /where/the/data/is
// Listens on 127.0.0.1 only, keeps its tables in the folder, says when it is ready, and closes the store on SIGTERM.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import dynalite from 'dynalite'

const { values } = parseArgs({ options: { port: { type: 'string' }, path: { type: 'string' } } })
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65535 || !values.path) {
  console.error('Usage: node start.js --port <port> --path <folder>')
  process.exit(2)
}

mkdirSync(values.path, { recursive: true })
// Tables are there at once: the times that DynamoDB takes to make them teach nothing here.
const server = dynalite({ path: values.path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
server.listen(port, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))
server.on('error', error => {
  console.error(error.message)
  process.exit(1)
})

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0))
    server.closeAllConnections()
  })
}
