// Views: addresses of this page under names of one's own, kept in this browser; each can be sent as a link.
import { Button, Menu, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { Bookmark, BookmarkPlus, Link2, Trash2 } from 'lucide-react'
import { memo, useState } from 'react'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { viewOf, type Search } from './project-filters.ts'

interface View {
  name: string
  search: Search
}
const textOf = (search: Search): string =>
  JSON.stringify(Object.entries(viewOf(search)).toSorted(([a], [b]) => (a < b ? -1 : 1)))

export const SavedViews = memo(function SavedViews({ search }: { search: Search }) {
  const me = useMe()
  const [views, setViews] = useLocalStorage<View[]>({ key: `project-views:${me.id}`, defaultValue: [] })
  const [naming, setNaming] = useState(false)
  const current = views.find((view) => textOf(view.search) === textOf(search))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      await say({ message: t('The link to this view is copied.') })
    } catch {
      await say({ tone: 'bad', message: t('This browser does not let pages copy: take it from the address bar.') })
    }
  }
  return (
    <>
      <Menu position="bottom-start" width={260} shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={15} />}>
            {current?.name ?? t('Views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/projects">
            {t('All projects')}
          </Menu.Item>
          {views.map((view) => (
            <Menu.Item key={view.name} component={Link} to="/projects" search={view.search as never}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {!current && (
            <Menu.Item leftSection={<BookmarkPlus size={15} />} onClick={() => setNaming(true)}>
              {t('Save this view…')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Link2 size={15} />} onClick={() => void copy()}>
            {t('Copy the link to this view')}
          </Menu.Item>
          {current && (
            <Menu.Item
              color="red"
              leftSection={<Trash2 size={15} />}
              onClick={() => setViews(views.filter((view) => view !== current))}
            >
              {t('Forget “{name}”', { name: current.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameView
          taken={views.map(({ name }) => name)}
          onName={(name) => setViews([...views.filter((view) => view.name !== name), { name, search: viewOf(search) }])}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
})

interface NameViewProps {
  taken: string[]
  onName: (name: string) => void
  onClose: () => void
}
function NameView({ taken, onName, onClose }: NameViewProps) {
  const [name, setName] = useState('')
  return (
    <FormDialog
      title={t('Save this view')}
      submit={t('Save')}
      disabled={!name.trim()}
      onSubmit={async () => onName(name.trim())}
      onClose={onClose}
    >
      {() => (
        <TextInput
          label={t('Name')}
          description={
            taken.includes(name.trim()) ? t('It replaces the view of this name.') : t('It is kept in this browser.')
          }
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </FormDialog>
  )
}
