import type { FormEvent } from 'react';
import { Checkbox, CheckboxGroup, Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { Link } from 'wouter';
import { BusyButton } from '../design/busy-button';
import { NotDone } from '../design/not-done';
import { errorsOf, NO_ERRORS, UserErrors, useFirstBadField } from '../design/user-errors';
import { useGoOn } from '../frame/go-on';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { CreateRoleDocument, type Permission } from '../generated/administration';
import { ALL_PERMISSIONS, TROUBLESHOOTING } from '../generated/permissions';
import { useMutationId } from '../graph/mutation-id';
import { useDraft } from '../sign-in/drafts';
import { FieldErrors } from './field-errors';
import { WhoCan } from './who-can';

const FIELDS = ['displayName', 'description', 'permissions'];

/** The form for a custom role. The four read permissions for troubleshooting are selected in advance. */
export function CustomRole() {
  const { t } = useTranslation();
  const mayCreate = useHolds('ROLES_CREATE');
  return (
    <>
      <Link href="/roles">{t('roles.title')}</Link>
      <PageHeading title={t('customRole.title')} />
      <section className="card">{mayCreate ? <RoleForm /> : <WhoCan permission="ROLES_CREATE" />}</section>
    </>
  );
}

function RoleForm() {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const [displayName, setDisplayName] = useDraft('displayName', '');
  const [description, setDescription] = useDraft('description', '');
  const [permissions, setPermissions] = useDraft<readonly Permission[]>('permissions', TROUBLESHOOTING);
  // One id per input, so that sending the form twice creates one role.
  const { id, changed } = useMutationId();
  const [{ data, error, fetching }, create] = useMutation(CreateRoleDocument);
  const errors = data?.createRole?.userErrors ?? NO_ERRORS;
  const form = useFirstBadField(errors);

  async function save() {
    const answer = await create({
      input: {
        displayName,
        description: description.trim() === '' ? null : description,
        permissions: [...permissions],
        clientMutationId: id,
      },
    });
    const role = answer.data?.createRole?.role;
    if (role) goOn(`/roles/${encodeURIComponent(role.id)}`, { created: displayName });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }

  return (
    <form onSubmit={submit} noValidate ref={form}>
      <p>{t('customRole.lead')}</p>
      <TextField
        value={displayName}
        onChange={changed(setDisplayName)}
        isRequired
        isInvalid={errorsOf(errors, 'displayName').length > 0}
      >
        <Label>{t('customRole.name')}</Label>
        <Input />
        <FieldErrors errors={errorsOf(errors, 'displayName')} />
      </TextField>
      <TextField
        value={description}
        onChange={changed(setDescription)}
        isInvalid={errorsOf(errors, 'description').length > 0}
      >
        <Label>{t('customRole.description')}</Label>
        <TextArea rows={2} />
        <FieldErrors errors={errorsOf(errors, 'description')} />
      </TextField>
      <CheckboxGroup
        value={[...permissions]}
        isInvalid={errorsOf(errors, 'permissions').length > 0}
        onChange={(ticked) => changed(setPermissions)(ticked as Permission[])}
      >
        <Label>{t('customRole.permissions')}</Label>
        {ALL_PERMISSIONS.map((permission) => (
          <Checkbox key={permission} value={permission}>
            {t(`permission.${permission}`)}
          </Checkbox>
        ))}
        <FieldErrors errors={errorsOf(errors, 'permissions')} />
      </CheckboxGroup>
      <UserErrors errors={errorsOf(errors, null, FIELDS)} />
      {error && !data?.createRole ? <NotDone error={error} mutation="createRole" again={() => void save()} /> : null}
      <div className="buttons">
        <BusyButton type="submit" className="primary" busy={fetching} busyText={t('customRole.saving')}>
          {t('customRole.save')}
        </BusyButton>
      </div>
    </form>
  );
}
