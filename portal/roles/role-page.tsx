import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ListEnd } from '../design/list-end';
import { LoadingPage } from '../design/loading';
import { useMissingPart } from '../design/missing-part';
import { useNames } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import { PageHeading, usePageTitle } from '../frame/page-heading';
import { useToldOnce } from '../frame/told-once';
import { useHolds } from '../frame/viewer';
import { RoleDocument, type RoleQuery } from '../generated/administration';
import { type Refusal, refusalAt } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { usePages } from '../graph/use-pages';
import { PermissionList } from './permission-list';
import { useRoleDescription, useRoleName } from './role-name';
import { WhoCan } from './who-can';

type ShownRole = NonNullable<RoleQuery['role']>;
type Assignments = NonNullable<ShownRole['assignments']>;

/** The result of the previous page, with the name of the created object, for the success message. */
type Done = { readonly assigned: string } | { readonly created: string };

/** One role with its permissions and its assignments. */
export function RolePage({ roleId }: { readonly roleId: string }) {
  const { t } = useTranslation();
  const nameOf = useRoleName();
  const descriptionOf = useRoleDescription();
  const done = useToldOnce<Done>();
  const mayAssign = useHolds('ROLES_ASSIGN');
  const answer = useAnswer(RoleDocument, { roleId });
  const { data, error, trouble, again } = answer;
  const role = data?.role;
  if (!role) return <NoRole answer={answer} />;
  const refusal = refusalAt(error, 'role', 'assignments');
  const description = descriptionOf(role);
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      <Link href="/roles">{t('roles.title')}</Link>
      <PageHeading title={nameOf(role)} />
      {done ? (
        <p role="status" className="card done">
          {'assigned' in done
            ? t('assign.done', { name: done.assigned })
            : t('customRole.done', { name: done.created })}
        </p>
      ) : null}
      <Section title={t('roles.permissions')}>
        {description === null ? null : <p>{description}</p>}
        {role.permissions.length === 0 ? <p>{t('roles.noPermissions')}</p> : null}
        <PermissionList permissions={role.permissions} />
        {role.otherActions.length === 0 ? null : (
          <p className="hint">{t('roles.otherActions', { count: role.otherActions.length })}</p>
        )}
      </Section>
      <Section title={t('roles.assignments')}>
        {mayAssign ? (
          <Link href={`/roles/${encodeURIComponent(role.id)}/assign`} className="button primary">
            {t('roles.assign')}
          </Link>
        ) : null}
        {refusal ? <Refused refusal={refusal} inPart={role.assignments !== null} again={again} /> : null}
        {role.assignments === null ? null : (
          <AssignmentTable role={role} assignments={role.assignments} told={refusal} />
        )}
        {mayAssign ? null : <WhoCan permission="ROLES_ASSIGN" />}
      </Section>
    </>
  );
}

/** The placeholder for a role: an outline while it loads, or the reason why it is missing. */
export function NoRole({ answer: { error, trouble, fetching, again } }: { readonly answer: Answer<RoleQuery> }) {
  const { t } = useTranslation();
  usePageTitle(t('roles.title'), fetching);
  if (fetching) return <LoadingPage />;
  if (trouble) {
    return (
      <>
        <PageHeading title={t('roles.title')} />
        <Trouble error={trouble} again={again} />
      </>
    );
  }
  const refusal = refusalAt(error, 'role');
  return (
    <section className="card">
      <PageHeading title={refusal ? t('roles.title') : t('roles.unknown')} />
      {refusal ? <Refused refusal={refusal} again={again} /> : null}
    </section>
  );
}

interface AssignmentTableProps {
  readonly role: ShownRole;
  readonly assignments: Assignments;
  readonly told: Refusal | null;
}

function AssignmentTable({ role, assignments, told }: AssignmentTableProps) {
  const { t } = useTranslation();
  const { listed } = useNames();
  const missing = useMissingPart();
  const { nodes, ...more } = usePages(assignments, {
    query: RoleDocument,
    variables: (after) => ({ roleId: role.id, after }),
    pageIn: (data) => data.role?.assignments,
    told,
  });
  if (assignments.totalCount === 0) return <p>{t('roles.noAssignments')}</p>;
  function names(assignment: Assignments['nodes'][number], part: 'members' | 'scopeGroups'): string {
    const groups = assignment[part];
    if (groups === null) return missing(assignment, part);
    return listed(groups.map(({ displayName }) => displayName ?? t('groups.unnamed'))) || t('roles.outOfSight');
  }
  function scopeOf(assignment: Assignments['nodes'][number]): string {
    const { allUsers, allDevices } = assignment;
    return allUsers && allDevices
      ? t('assign.allUsersAndDevices')
      : allUsers
        ? t('assign.allUsers')
        : allDevices
          ? t('assign.allDevices')
          : names(assignment, 'scopeGroups');
  }
  return (
    <>
      <table aria-label={t('roles.assignments')}>
        <thead>
          <tr>
            <th scope="col">{t('roles.assignment')}</th>
            <th scope="col">{t('roles.members')}</th>
            <th scope="col">{t('roles.scope')}</th>
            <th scope="col">{t('roles.assignmentOrigin')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((assignment) => (
            <tr key={assignment.id}>
              <th scope="row">
                {assignment.displayName}
                {assignment.description === null ? null : <span className="hint">{assignment.description}</span>}
                {assignment.effective ? null : (
                  <span className="hint">{t('roles.ineffective', { reason: assignment.ineffectiveReason })}</span>
                )}
              </th>
              <td className="names" data-label={t('roles.members')}>
                {names(assignment, 'members')}
              </td>
              <td className="names" data-label={t('roles.scope')}>
                {scopeOf(assignment)}
              </td>
              <td data-label={t('roles.assignmentOrigin')}>{t(`assignmentOrigin.${assignment.origin}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={assignments} complete />
    </>
  );
}
