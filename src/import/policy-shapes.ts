import { z } from 'zod';
import { code, items, key, text } from './shape-parts';

/* Policies and profiles of Microsoft Graph, whom they are assigned to, and their states on devices. */

/** Whom something is assigned to; a target of another type is none that is known here. */
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

/** The assignments of an object, where they were expanded; else they are read apart from it. */
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
  priority: z.number().int().nullish(),
  limit: z.number().int().nullish(),
  assignments,
});

/** A profile of the settings catalog, or a compliance policy that is built like one. */
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
  settingCount: z.number().nullish(),
  settingStates: items(SettingState),
});
