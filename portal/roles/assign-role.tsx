import { type FormEvent, useRef, useState } from 'react';
import { Input as Field, Label, Radio, RadioGroup, Text, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type CombinedError, useMutation } from 'urql';
import { Link } from 'wouter';
import { BusyButton } from '../design/busy-button';
import { NotDone } from '../design/not-done';
import { Trouble } from '../design/trouble';
import { errorsOf, NO_ERRORS, UserErrors, useFirstBadField } from '../design/user-errors';
import { useGoOn } from '../frame/go-on';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import {
  AssignRoleDocument,
  type AssignRoleMutation,
  type CreateRoleAssignmentInput,
  RoleDocument,
  type RoleQuery,
} from '../generated/administration';
import { useAnswer } from '../graph/use-answer';
import { useDraft } from '../sign-in/drafts';
import { Difference } from './difference';
import { FieldErrors } from './field-errors';
import { type ChosenGroup, GroupPicker } from './group-picker';
import { PermissionList } from './permission-list';
import { useRoleName } from './role-name';
import { NoRole } from './role-page';
import { WhoCan } from './who-can';

type Reach = 'groups' | 'allUsers' | 'allDevices' | 'allUsersAndDevices';
type Role = NonNullable<RoleQuery['role']>;
type Input = Omit<CreateRoleAssignmentInput, 'dryRun' | 'clientMutationId'>;

/** The graph's answer to an input, with the idempotency key of that input, so that sending it twice assigns once. */
interface Review {
  readonly id: string;
  readonly input: Input;
  readonly payload: NonNullable<AssignRoleMutation['createRoleAssignment']>;
}

const FIELDS = ['displayName', 'description', 'memberGroupIds', 'scope'];

/** The five steps: role, name, description, members and scope. A review of the effect must come before the change. */
export function AssignRole({ roleId }: { readonly roleId: string }) {
  const { t } = useTranslation();
  const nameOf = useRoleName();
  const mayAssign = useHolds('ROLES_ASSIGN');
  const answer = useAnswer(RoleDocument, { roleId });
  const { data, trouble, again } = answer;
  // Keep the typed input even if the role changes in the meantime. The review reports problems.
  const [kept, keep] = useState<Role>();
  if (data?.role && data.role !== kept) keep(data.role);
  const role = data?.role ?? kept;
  if (!role) return <NoRole answer={answer} />;
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      <Link href={`/roles/${encodeURIComponent(role.id)}`}>{nameOf(role)}</Link>
      <PageHeading title={t('assign.title', { role: nameOf(role) })} />
      <section className="card">
        {mayAssign ? <AssignmentForm role={role} /> : <WhoCan permission="ROLES_ASSIGN" />}
      </section>
    </>
  );
}

function AssignmentForm({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  const nameOf = useRoleName();
  const goOn = useGoOn();
  const [displayName, setDisplayName] = useDraft('displayName', '');
  const [description, setDescription] = useDraft('description', '');
  const [members, setMembers] = useDraft<readonly ChosenGroup[]>('members', []);
  const [reach, setReach] = useDraft<Reach>('reach', 'groups');
  const [scopeGroups, setScopeGroups] = useDraft<readonly ChosenGroup[]>('scopeGroups', []);
  const [{ fetching }, assign] = useMutation(AssignRoleDocument);
  // A review applies only to the reviewed input. Any change requires a new review.
  const [review, setReview] = useState<Review | null>(null);
  const version = useRef(0);
  const [trouble, setTrouble] = useState<CombinedError>();
  const errors = review?.payload.userErrors ?? NO_ERRORS;
  const form = useFirstBadField(errors);
  const ofScope = errorsOf(errors, 'scope');
  // With groups selected, scope errors belong to the groups; otherwise they belong to the radio buttons.
  const ofReach = reach === 'groups' ? NO_ERRORS : ofScope;
  const isReviewed = review !== null && errors.length === 0;

  const current: Input = {
    roleId: role.id,
    displayName,
    description: description.trim() === '' ? null : description,
    memberGroupIds: members.map(({ id }) => id),
    scope: {
      groupIds: reach === 'groups' ? scopeGroups.map(({ id }) => id) : [],
      allUsers: reach === 'allUsers' || reach === 'allUsersAndDevices',
      allDevices: reach === 'allDevices' || reach === 'allUsersAndDevices',
    },
  };

  /** Sends the reviewed assignment, or the form's content for a review if there is none. */
  async function send(reviewed: Review | null) {
    const of = version.current;
    const { id, input } = reviewed ?? { id: crypto.randomUUID(), input: current };
    const { data, error } = await assign({
      input: reviewed === null ? { ...input, dryRun: true } : { ...input, clientMutationId: id },
    });
    const payload = data?.createRoleAssignment;
    setTrouble(payload ? undefined : error);
    if (payload?.roleAssignment) {
      goOn(`/roles/${encodeURIComponent(role.id)}`, { assigned: payload.roleAssignment.displayName });
    } else if (payload && of === version.current) setReview({ id, input, payload });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send(null);
  }

  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setReview(null);
      version.current++;
    };

  return (
    <form onSubmit={submit} noValidate ref={form}>
      <ol className="steps">
        <li>
          <h2>{t('assign.role')}</h2>
          <p>
            <strong>{nameOf(role)}</strong>
          </p>
          <PermissionList permissions={role.permissions} />
        </li>
        <li>
          <TextField
            value={displayName}
            onChange={changed(setDisplayName)}
            isRequired
            isInvalid={errorsOf(errors, 'displayName').length > 0}
          >
            <Label>{t('assign.name')}</Label>
            <Field />
            <FieldErrors errors={errorsOf(errors, 'displayName')} />
          </TextField>
        </li>
        <li>
          <TextField
            value={description}
            onChange={changed(setDescription)}
            isInvalid={errorsOf(errors, 'description').length > 0}
          >
            <Label>{t('assign.description')}</Label>
            <TextArea rows={2} />
            <FieldErrors errors={errorsOf(errors, 'description')} />
          </TextField>
        </li>
        <li>
          <fieldset>
            <legend>{t('assign.members')}</legend>
            <p className="hint">{t('assign.membersHint')}</p>
            <GroupPicker
              label={t('assign.addMember')}
              chosen={members}
              notSecurity={t('assign.memberNotSecurity')}
              errors={errorsOf(errors, 'memberGroupIds')}
              onChange={changed(setMembers)}
            />
          </fieldset>
        </li>
        <li>
          <RadioGroup
            value={reach}
            onChange={(value) => changed(setReach)(value as Reach)}
            isInvalid={ofReach.length > 0}
          >
            <Label>{t('assign.scope')}</Label>
            <Text slot="description" className="hint">
              {t('assign.scopeHint')}
            </Text>
            <Radio value="groups">{t('assign.scopeGroups')}</Radio>
            <Radio value="allUsers">{t('assign.allUsers')}</Radio>
            <Radio value="allDevices">{t('assign.allDevices')}</Radio>
            <Radio value="allUsersAndDevices">{t('assign.allUsersAndDevices')}</Radio>
            <FieldErrors errors={ofReach} />
          </RadioGroup>
          {reach === 'groups' ? (
            <GroupPicker
              label={t('assign.addScope')}
              chosen={scopeGroups}
              notSecurity={t('assign.scopeNotSecurity')}
              errors={ofScope}
              onChange={changed(setScopeGroups)}
            />
          ) : null}
        </li>
      </ol>
      <UserErrors errors={errorsOf(errors, null, FIELDS)} />
      {trouble ? (
        <NotDone error={trouble} mutation="createRoleAssignment" again={() => send(isReviewed ? review : null)} />
      ) : null}
      {isReviewed ? (
        <div className="review" role="status">
          <h2>{t('assign.difference')}</h2>
          {review.payload.difference === null ? null : <Difference difference={review.payload.difference} />}
        </div>
      ) : null}
      <div className="buttons">
        <BusyButton
          type="submit"
          className={isReviewed ? '' : 'primary'}
          busy={fetching}
          busyText={t(isReviewed ? 'assign.review' : 'assign.reviewing')}
        >
          {t('assign.review')}
        </BusyButton>
        {isReviewed ? (
          <BusyButton
            className="primary"
            busy={fetching}
            busyText={t('assign.saving')}
            onPress={() => void send(review)}
          >
            {t('assign.save')}
          </BusyButton>
        ) : null}
      </div>
    </form>
  );
}
