import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { Button, Empty, Figure, Figures, FormProblem, LinkButton, Loaded, money, Page, When } from '@/design'
import { quantity } from '@/design/quantity'
import { billQuery } from '../api/bill'
import { useBillFile } from '../api/billFile'
import { BillLines } from '../components/BillLines'
import { InvoiceList } from '../components/InvoiceList'
import { PlanComparison } from '../components/PlanComparison'
import { monthName } from '../model/words'

/** What is owed so far, and why. */
export function BillPage() {
  const { tenant = '' } = useParams()
  const [parameters] = useSearchParams()
  const period = /^\d{4}-\d{2}$/.exec(parameters.get('period') ?? '')?.[0]
  const bill = useQuery(billQuery(tenant, period))
  const file = useBillFile(tenant)
  const present = bill.data?.tiers.at(-1)?.tier

  return (
    <Page
      actions={
        bill.data ? (
          <>
            {period ? <LinkButton to="?">Bill to date</LinkButton> : null}
            <Button busy={file.isPending} onClick={() => file.mutate(bill.data.period)}>
              Download proof
            </Button>
          </>
        ) : null
      }
      lead="Every line unfolds the hours, quantities, steps and prices it follows from. The proof can be checked offline with ./millwright bill verify."
      title={period ? `Bill of ${monthName(period)}` : 'Bill to date'}
    >
      {file.error ? <FormProblem error={file.error} /> : null}
      <Loaded query={bill}>
        {(document) => (
          <>
            <Figures label="The bill at a glance">
              <Figure
                label={monthName(document.period)}
                note={
                  <>
                    As of <When at={document.asOf} />
                  </>
                }
                value={money(document.total, document.currency)}
              />
              <Figure label="Plan" note={`Prices of ${document.prices}`} value={document.tiers.map((share) => share.tier).join(', ') || '–'} />
              <Figure
                label="Ledger"
                note="Entries, each chained to the one before"
                value={quantity(document.ledger.position)}
              />
            </Figures>
            {document.lines.length === 0 ? (
              <Empty title="Nothing is billed yet">The first line appears when the tenant runs.</Empty>
            ) : (
              <BillLines bill={document} tenant={tenant} />
            )}
            {present && !period ? <PlanComparison currency={document.currency} present={present} tenant={tenant} /> : null}
          </>
        )}
      </Loaded>
      <InvoiceList tenant={tenant} />
    </Page>
  )
}
