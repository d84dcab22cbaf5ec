// The public holidays of a country, for one year; those that are there already stay as they are.
import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../api.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { LOCALE, t, tn } from '../../words.ts'

/** The countries whose public holidays the server knows. */
const COUNTRIES =
  'AD AE AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU IC ID IE IL IM IN IR IS IT JE JM JP KE KM KN KR KY KZ LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MQ MR MS MT MU MW MX MY MZ NA NC NE NF NG NI NL NO NZ PA PE PF PH PK PL PM PR PT PY RE RO RS RU RW SA SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TC TD TG TH TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF XK YT ZA ZM ZW'.split(
    ' ',
  )
const nameOfCountry = new Intl.DisplayNames(LOCALE, { type: 'region' })
const COUNTRY_CHOICES = COUNTRIES.map((code) => ({ value: code, label: nameOfCountry.of(code) ?? code })).toSorted(
  (a, b) => a.label.localeCompare(b.label, LOCALE),
)
const region = new Intl.Locale(LOCALE).maximize().region ?? ''
const ownCountry = COUNTRIES.includes(region) ? region : null

export function ImportHolidays({ year: shownYear, onClose }: { year: number; onClose: () => void }) {
  const bring = useAct('POST /v1/admin/holidays/import')
  const preview = usePreview(t('What moves with these holidays'), t('Import them'))
  const [country, setCountry] = useState(ownCountry)
  const [region, setRegion] = useState('')
  const [year, setYear] = useState(shownYear)
  const send = async () => {
    const language = LOCALE.split('-')[0] ?? 'en'
    const body = { country: country ?? '', year, language, ...(region && { region: region.toUpperCase() }) }
    let created = 0
    await preview.save(async (query) => {
      const reply = await bring.mutateAsync({ body, query })
      created = reply.created.length
      return reply
    })
    void say({ message: tn(created, '{count} holiday was added.', '{count} holidays were added.') })
  }
  return (
    <>
      <FormDialog
        title={t('Import public holidays')}
        submit={t('Import')}
        covered={preview.dialog !== undefined}
        disabled={country === null}
        onSubmit={send}
        onClose={onClose}
      >
        {(fields) => (
          <>
            <Select
              label={t('Country')}
              required
              searchable
              value={country}
              data={COUNTRY_CHOICES}
              error={fields.country}
              onChange={setCountry}
              data-autofocus
            />
            <SimpleGrid cols={2}>
              <TextInput
                label={t('Region')}
                description={t('Its ISO code, such as BY; empty for the whole country.')}
                value={region}
                maxLength={11}
                error={fields.region}
                onChange={(event) => setRegion(event.currentTarget.value)}
              />
              <NumberInput
                label={t('Year')}
                description={t('One year at a time.')}
                required
                min={1970}
                max={2100}
                thousandSeparator=""
                value={year}
                error={fields.year}
                onChange={(next) => setYear(Number(next))}
              />
            </SimpleGrid>
          </>
        )}
      </FormDialog>
      {preview.dialog}
    </>
  )
}
