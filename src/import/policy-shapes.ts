import { z } from 'zod';
import { code, items, key, text, wholeFigure } from './shape-parts';

/* The shapes of policies and profiles, their assignments, and their states on devices. */

/** The target of an assignment. */
export const Assignment = z.object({
  intent: text,
  target: z
    .object({
      '@odata.type': text,
      groupId: text,
      deviceAndAppManagementAssignmentFilterId: text,
      deviceAndAppManagementAssignmentFilterType: text,
    })
    .nullish(),
});

/** Assignments, if they were expanded; otherwise they are read apart from the object. */
export const assignments = z.array(Assignment).nullish();

export const AssignmentFilter = z.object({ id: key, displayName: text, platform: text, rule: text });

/** A profile or a compliance policy. */
export const DeviceConfiguration = z.object({
  id: key,
  displayName: text,
  '@odata.type': text,
  lastModifiedDateTime: text,
  assignments,
});

export const EnrollmentConfiguration = z.object({
  id: key,
  displayName: text,
  '@odata.type': text,
  lastModifiedDateTime: text,
  priority: wholeFigure,
  limit: wholeFigure,
  assignments,
});

/** A settings catalog profile, or a compliance policy of the same shape. */
export const ConfigurationPolicy = z.object({
  id: key,
  name: text,
  platforms: text,
  technologies: text,
  lastModifiedDateTime: text,
  assignments,
  templateReference: z.object({ templateFamily: text, templateDisplayName: text }).nullish(),
  settings: items(z.object({ settingInstance: z.object({ settingDefinitionId: text }).nullish() })),
});

export const SettingState = z.object({
  setting: text,
  settingName: text,
  instanceDisplayName: text,
  state: text,
  errorCode: code,
  errorDescription: text,
  currentValue: text,
  userId: text,
  userPrincipalName: text,
  sources: items(z.object({ displayName: text, id: text })),
});

export const PolicyState = z.object({
  id: key,
  displayName: text,
  state: text,
  userId: text,
  userPrincipalName: text,
  settingCount: wholeFigure,
  settingStates: items(SettingState),
});
