// Chooses one of the projects that one has to do with, found by typing.
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useProjectSearch } from '../lookups.ts'
import { t } from '../words.ts'

interface ProjectSelectProps {
  value: string | null
  onChange: (projectId: string | null) => void
  required?: boolean
  error?: string | undefined
}

export function ProjectSelect({ value, onChange, required = true, error }: ProjectSelectProps) {
  const [typed, setTyped] = useState('')
  const projects = useProjectSearch(typed)
  return (
    <Select
      label={t('Project')}
      placeholder={t('Type to search')}
      searchable
      required={required}
      clearable={!required}
      data={projects.choices}
      value={value}
      error={error}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t('No project of yours is called so.')}
      onChange={onChange}
    />
  )
}
