import { Link } from 'react-router'
import type { Site } from '@/api/plant'
import { plot, type Place } from '../model/plot'
import styles from './Sites.module.css'

const width = 720
const height = 300

function placeOf(site: Site): Place[] {
  const { latitude, longitude } = site.location ?? {}
  return typeof latitude === 'number' && typeof longitude === 'number' ? [{ name: site.name, latitude, longitude }] : []
}

/** Sites by their coordinates. Nothing is fetched from a map server: where a tenant's plants stand is the tenant's business. */
export function SiteMap({ tenant, sites }: { tenant: string; sites: readonly Site[] }) {
  const drawn = plot(sites.flatMap(placeOf), width, height)
  if (!drawn) return null
  const nameOf = new Map(sites.map((site) => [site.name, site.displayName ?? site.name]))
  return (
    <nav aria-label="Sites on a map" className={styles.map}>
      <svg className={styles.plot} viewBox={`0 0 ${String(width)} ${String(height)}`}>
        <g aria-hidden className={styles.grid}>
          {drawn.meridians.map((line) => (
            <g key={line.label}>
              <line x1={line.at} x2={line.at} y1={0} y2={height} />
              <text x={line.at + 4} y={height - 6}>
                {line.label}
              </text>
            </g>
          ))}
          {drawn.parallels.map((line) => (
            <g key={line.label}>
              <line x1={0} x2={width} y1={line.at} y2={line.at} />
              <text x={6} y={line.at - 4}>
                {line.label}
              </text>
            </g>
          ))}
        </g>
        {drawn.spots.map((spot) => (
          <Link className={styles.spot} key={spot.name} to={`/t/${tenant}/sites/${spot.name}`}>
            <circle className={styles.halo} cx={spot.x} cy={spot.y} r={13} />
            <circle cx={spot.x} cy={spot.y} r={6} />
            <text x={spot.x > width * 0.75 ? spot.x - 14 : spot.x + 14} y={spot.y + 5} textAnchor={spot.x > width * 0.75 ? 'end' : 'start'}>
              {nameOf.get(spot.name)}
            </text>
          </Link>
        ))}
      </svg>
    </nav>
  )
}
