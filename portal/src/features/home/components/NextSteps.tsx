import { Link } from 'react-router'
import { Loaded, Panel, Steps, type Step } from '@/design'
import { useBeginnings } from '../api/beginnings'

/** The way from an empty tenant to the first value. */
export function NextSteps({ tenant }: { tenant: string }) {
  const beginnings = useBeginnings(tenant)
  return (
    <Panel title="Next steps">
      <Loaded query={beginnings}>{(data) => <Steps label="Next steps" steps={steps(tenant, data)} />}</Loaded>
    </Panel>
  )
}

function steps(tenant: string, { site, fleet }: { site: string | undefined; fleet: string | undefined }): Step[] {
  const home = `/t/${tenant}`
  return [
    {
      name: 'Name a site',
      state: site ? 'done' : 'active',
      text: site ? `${site} is there.` : <Link to={`${home}/sites`}>A plant, a hall, a pumping station</Link>,
    },
    {
      name: 'Describe a fleet',
      state: fleet ? 'done' : site ? 'active' : 'waiting',
      text: fleet ? `${fleet} is there.` : <Link to={`${home}/fleets`}>Machines of one kind: how to reach them, which values to read</Link>,
    },
    {
      name: 'Make a claim code and enrol a device',
      state: fleet ? 'active' : 'waiting',
      text: fleet ? <Link to={`${home}/fleets/${fleet}`}>Claim codes of {fleet}</Link> : 'A code or a QR ticket lets one edge agent in.',
    },
    { name: 'See the first value', state: 'waiting', text: 'It shows on this page.' },
  ]
}
