const series = global.get("series");
const device = msg.topic.split("/")[4];
const at = [], value = [], id = [];
for (const [tag, column] of Object.entries(msg.payload.tags)) {
  const key = device + "/" + tag;
  let number = series.get(key);
  if (number === undefined) {
    number = series.size + 1;
    series.set(key, number);
  }
  for (let i = 0; i < column.dt.length; i++) {
    at.push(msg.payload.t0 + column.dt[i]);
    value.push(column.x[i]);
    id.push(number);
  }
}
await global.get("pool").query(
  "INSERT INTO peer.sample (ts, value, series_id, quality) SELECT to_timestamp(ms / 1000.0), x, id, 192" +
    " FROM unnest($1::bigint[], $2::float8[], $3::bigint[]) AS n(ms, x, id)",
  [at, value, id]);
return null;
