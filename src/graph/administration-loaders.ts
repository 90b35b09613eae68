import * as access from '../access/store';
import * as audit from '../audit/store';
import * as grants from '../authorization/grants';
import type { Scope } from '../authorization/scope';
import type { Db } from '../database/database';
import type { Page } from '../database/keyset';
import type { Permission } from '../generated/graphql';
import * as knownIssue from '../known-issue/store';
import * as reported from '../reported-finding/store';
import * as role from '../role/store';
import * as sync from '../sync/store';
import { byId, byKey, countByKey, groupByKey, listByKey, once } from './batching';

/** The loaders of roles, assignments, explanations, the audit trail, known issues and the sync. @param users the scope of users */
export function createAdministrationLoaders(db: Db, users: Scope, now: string) {
  return {
    holderPage: once((l: { holder: access.Holder; permission: Permission; page: Page }) =>
      access.holderPage(db, l.holder, l.permission, users, l.page),
    ),
    holderCount: once((l: { holder: access.Holder; permission: Permission }) =>
      access.holderCount(db, l.holder, l.permission, users),
    ),
    grantsByOperator: groupByKey(
      (ids) => access.grantsOf(db, ids),
      (row) => row.operatorId,
    ),
    stepsByOperator: groupByKey(
      (ids) => access.stepsUp(db, ids),
      (row) => row.operatorId,
    ),
    scopeByAssignment: byId((ids) => grants.scopesOfAssignments(db, ids)),
    roleIdsByPermission: once((permission: Permission) => access.roleIdsWith(db, permission)),

    auditEventBySeq: byKey(
      (seqs) => audit.auditEventsBySeq(db, seqs),
      (row) => String(row.seq),
    ),
    auditPage: once((l: { query: audit.AuditQuery; page: Page }) => audit.auditPage(db, l.query, l.page)),
    auditCount: once((query: audit.AuditQuery) => audit.auditCount(db, query)),

    knownIssueById: byId((ids) => knownIssue.knownIssuesById(db, now, ids)),
    knownIssuePage: once((l: { open: boolean | null; page: Page }) =>
      knownIssue.knownIssuePage(db, now, l.open, l.page),
    ),
    knownIssueCount: once((l: { open: boolean | null }) => knownIssue.knownIssueCount(db, now, l.open)),
    openKnownIssues: once((_: 'open') => knownIssue.openKnownIssues(db, now)),

    reportedFindingPage: once((l: { rule: string | null; page: Page }) =>
      reported.reportedFindingPage(db, now, l.rule, l.page),
    ),
    reportedFindingCount: once((l: { rule: string | null }) => reported.reportedFindingCount(db, now, l.rule)),
    reportedCountByRule: countByKey((rules) => reported.reportedCountsByRule(db, now, rules)),

    syncKinds: once((_: 'sync') => sync.syncKinds(db)),
    quarantinePage: once((page: Page) => sync.quarantinePage(db, page)),
    quarantineCount: once((_: 'quarantine') => sync.quarantineCount(db)),

    roleById: byId((ids) => role.rolesById(db, ids)),
    rolePage: once((page: Page) => role.rolePage(db, page)),
    roleCount: once((_: 'roles') => role.roleCount(db)),
    actionsByRole: groupByKey(
      (ids) => role.actionsByRole(db, ids),
      (row) => row.roleId,
    ),
    roleAssignmentById: byId((ids) => role.roleAssignmentsById(db, ids)),
    roleAssignmentPage: once((l: { query: role.RoleAssignmentQuery; page: Page }) =>
      role.roleAssignmentPage(db, l.query, users, l.page),
    ),
    roleAssignmentCount: once((query: role.RoleAssignmentQuery) => role.roleAssignmentCount(db, query, users)),
    roleAssignmentsByRole: listByKey(
      role.ASSIGNMENTS_BY_NAME,
      (ids, page) => role.roleAssignmentsByRole(db, ids, page),
      countByKey((ids) => role.roleAssignmentCountsByRole(db, ids)),
    ),
    memberGroupIdsByAssignment: groupByKey(
      (ids) => role.memberGroupsByAssignment(db, ids),
      (row) => row.assignmentId,
    ),
    scopeGroupIdsByAssignment: groupByKey(
      (ids) => role.scopeGroupsByAssignment(db, ids),
      (row) => row.assignmentId,
    ),
  };
}
