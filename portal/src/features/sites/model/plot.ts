/** Where sites are put on a plain plot of the globe; no tiles are loaded from anywhere. */
export interface Place {
  readonly name: string
  readonly latitude: number
  readonly longitude: number
}

export interface Spot {
  readonly name: string
  readonly x: number
  readonly y: number
}

export interface GridLine {
  readonly at: number
  readonly label: string
}

export interface Plot {
  readonly spots: readonly Spot[]
  readonly meridians: readonly GridLine[]
  readonly parallels: readonly GridLine[]
}

interface Frame {
  west: number
  east: number
  south: number
  north: number
}

const SMALLEST = 2
const MARGIN = 0.25
const STEPS = [0.5, 1, 2, 5, 10, 20, 30, 45, 60]

function bounds(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

/** Around all places, never so close that one site fills the world, in the shape of the drawing. */
function frame(places: readonly Place[], shape: number): Frame {
  const [south, north] = bounds(places.map((place) => place.latitude))
  const [west, east] = bounds(places.map((place) => place.longitude))
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 }
  // A degree of longitude is shorter away from the equator; with this the plot has the shape that a map has there.
  const narrow = Math.max(0.2, Math.cos((middle.latitude * Math.PI) / 180))
  const tall = Math.max(SMALLEST, (north - south) * (1 + 2 * MARGIN), ((east - west) * (1 + 2 * MARGIN) * narrow) / shape)
  const wide = (tall * shape) / narrow
  return {
    south: middle.latitude - tall / 2,
    north: middle.latitude + tall / 2,
    west: middle.longitude - wide / 2,
    east: middle.longitude + wide / 2,
  }
}

function degrees(value: number, positive: string, negative: string): string {
  const rounded = Math.round(value * 10) / 10
  return rounded === 0 ? '0°' : `${String(Math.abs(rounded))}° ${rounded > 0 ? positive : negative}`
}

function grid(from: number, to: number, place: (value: number) => number, positive: string, negative: string): GridLine[] {
  const step = STEPS.find((size) => (to - from) / size <= 6) ?? 90
  const lines: GridLine[] = []
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) {
    lines.push({ at: place(value), label: degrees(value, positive, negative) })
  }
  return lines
}

/** Null where no site says where it is. */
export function plot(places: readonly Place[], width: number, height: number): Plot | null {
  if (places.length === 0) return null
  const { west, east, south, north } = frame(places, width / height)
  const x = (longitude: number) => ((longitude - west) / (east - west)) * width
  const y = (latitude: number) => ((north - latitude) / (north - south)) * height
  return {
    spots: places.map((place) => ({ name: place.name, x: x(place.longitude), y: y(place.latitude) })),
    meridians: grid(west, east, x, 'E', 'W'),
    parallels: grid(Math.max(south, -90), Math.min(north, 90), y, 'N', 'S'),
  }
}
