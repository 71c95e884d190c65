// Node-RED with PostgreSQL's own client at hand, as its documentation shows it.
const { Pool } = require("pg");

module.exports = {
  uiPort: Number(process.env.PEER_UI_PORT),
  uiHost: "127.0.0.1",
  disableEditor: true,
  flowFile: "flows.json",
  logging: { console: { level: "info", metrics: false, audit: false } },
  functionGlobalContext: { pool: new Pool({ connectionString: process.env.PEER_DATABASE, max: 4 }), series: new Map() },
};
