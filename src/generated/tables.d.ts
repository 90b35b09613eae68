// Written by npm run codegen from migrations/.
import type { Knex } from 'knex';

/** A table whose new rows may omit some columns. */
type Table<Row, Optional extends keyof Row> = Knex.CompositeTableType<
  Row,
  Omit<Row, Optional> & Partial<Pick<Row, Optional>>
>;

declare module 'knex/types/tables' {
  interface Tables {
    tenants: Table<
      {
        id: string;
        singleton: number;
        display_name: string;
        subscription_state: string;
        mdm_authority: string;
        compliance_validity_days: number | null;
        secure_by_default: number | null;
      },
      'singleton' | 'compliance_validity_days' | 'secure_by_default'
    >;
    readings: Table<
      {
        kind: string;
        completed_at: string;
      },
      never
    >;
    connectors: Table<
      {
        id: string;
        kind: string;
        name: string | null;
        name_key: string;
        reported: string | null;
        expires_at: string | null;
        last_sync_at: string | null;
      },
      'name' | 'reported' | 'expires_at' | 'last_sync_at'
    >;
    skus: Table<
      {
        id: string;
        part_number: string | null;
      },
      'part_number'
    >;
    users: Table<
      {
        id: string;
        user_principal_name: string;
        upn_key: string;
        display_name: string | null;
        name_key: string;
        mail: string | null;
        account_enabled: number | null;
        job_title: string | null;
        department: string | null;
        usage_location: string | null;
        preferred_language: string | null;
        intune_licensed: number;
        account_since: string | null;
        licensed_since: string | null;
      },
      'display_name' | 'mail' | 'account_enabled' | 'job_title' | 'department' | 'usage_location' | 'preferred_language' | 'account_since' | 'licensed_since'
    >;
    user_search: Table<
      {
        key: string;
        user_id: string;
      },
      never
    >;
    user_licenses: Table<
      {
        user_id: string;
        sku_id: string;
        plan_id: string;
        service_plan: string;
        state: string;
        error: string | null;
        assigned_by_group: string | null;
      },
      'error' | 'assigned_by_group'
    >;
    groups: Table<
      {
        id: string;
        display_name: string | null;
        name_key: string;
        description: string | null;
        membership_type: string;
        security_enabled: number;
        origin: string;
      },
      'display_name' | 'description'
    >;
    group_search: Table<
      {
        key: string;
        group_id: string;
      },
      never
    >;
    group_members: Table<
      {
        group_id: string;
        kind: string;
        member_id: string;
      },
      never
    >;
    group_ancestors: Table<
      {
        group_id: string;
        ancestor_id: string;
      },
      never
    >;
    entra_devices: Table<
      {
        id: string;
        device_id: string;
        join_type: string;
        compliance: string;
        registered_at: string;
      },
      'registered_at'
    >;
    devices: Table<
      {
        id: string;
        device_name: string | null;
        name_key: string;
        serial_number: string | null;
        manufacturer: string | null;
        model: string | null;
        managed_by: string;
        management_state: string;
        ownership: string;
        compliance: string;
        grace_until: string | null;
        platform: string;
        operating_system: string | null;
        os_version: string | null;
        last_check_in_at: string | null;
        enrolled_at: string | null;
        certificate_expires_at: string | null;
        user_id: string | null;
        entra_device_id: string | null;
        is_encrypted: number | null;
        is_supervised: number | null;
        total_storage_mb: number | null;
        free_storage_mb: number | null;
        imei: string | null;
        phone_number: string | null;
        wifi_mac: string | null;
        enrollment_type: string;
        category: string | null;
        notes: string | null;
        is_autopilot: number | null;
        jailbreak: string;
        lost_mode: string;
        management_since: string | null;
      },
      'device_name' | 'serial_number' | 'manufacturer' | 'model' | 'grace_until' | 'operating_system' | 'os_version' | 'last_check_in_at' | 'enrolled_at' | 'certificate_expires_at' | 'user_id' | 'entra_device_id' | 'is_encrypted' | 'is_supervised' | 'total_storage_mb' | 'free_storage_mb' | 'imei' | 'phone_number' | 'wifi_mac' | 'enrollment_type' | 'category' | 'notes' | 'is_autopilot' | 'jailbreak' | 'lost_mode' | 'management_since'
    >;
    device_search: Table<
      {
        key: string;
        device_id: string;
      },
      never
    >;
    device_actions: Table<
      {
        device_id: string;
        ordinal: number;
        kind: string;
        name: string;
        state: string;
        requested_at: string | null;
        updated_at: string | null;
      },
      'requested_at' | 'updated_at'
    >;
    policy_states: Table<
      {
        id: string;
        device_id: string;
        kind: string;
        profile_type: string | null;
        display_name: string | null;
        name_key: string;
        state: string;
        severity: number;
        user_principal_name: string | null;
        error_code: string | null;
        error_description: string | null;
        settings_read: number;
        policy_id: string | null;
        user_id: string | null;
        state_since: string | null;
      },
      'profile_type' | 'display_name' | 'user_principal_name' | 'error_code' | 'error_description' | 'settings_read' | 'policy_id' | 'user_id' | 'state_since'
    >;
    policy_setting_states: Table<
      {
        state_id: string;
        ordinal: number;
        name: string;
        state: string;
        current_value: string | null;
        sources: string;
        error_code: string | null;
        error_description: string | null;
      },
      'current_value' | 'error_code' | 'error_description'
    >;
    enrollment_failures: Table<
      {
        id: string;
        user_id: string;
        occurred_at: string;
        operating_system: string | null;
        os_version: string | null;
        category: string;
        reason: string | null;
      },
      'operating_system' | 'os_version' | 'reason'
    >;
    apps: Table<
      {
        id: string;
        display_name: string | null;
        name_key: string;
        publisher: string | null;
        platform: string;
        identifier: string | null;
        modified_at: string | null;
        connector_id: string | null;
      },
      'display_name' | 'publisher' | 'identifier' | 'modified_at' | 'connector_id'
    >;
    app_search: Table<
      {
        key: string;
        app_id: string;
      },
      never
    >;
    app_install_states: Table<
      {
        device_id: string;
        app_id: string;
        user_id: string;
        intent: string;
        state: string;
        severity: number;
        name_key: string;
        version: string | null;
        error_code: string | null;
        state_since: string | null;
      },
      'version' | 'error_code' | 'state_since'
    >;
    app_protection_policies: Table<
      {
        id: string;
        display_name: string;
        name_key: string;
        platform: string;
      },
      never
    >;
    user_app_protection_policies: Table<
      {
        user_id: string;
        policy_id: string;
      },
      never
    >;
    app_protections: Table<
      {
        id: string;
        user_id: string;
        state: string;
        severity: number;
        app_name: string | null;
        name_key: string;
        device_name: string | null;
        device_type: string | null;
        platform: string;
        flagged_reasons: string;
        last_sync_at: string | null;
        device_id: string | null;
        flagged_since: string | null;
      },
      'app_name' | 'device_name' | 'device_type' | 'last_sync_at' | 'device_id' | 'flagged_since'
    >;
    app_protection_state_policies: Table<
      {
        state_id: string;
        policy_id: string;
      },
      never
    >;
    roles: Table<
      {
        id: string;
        display_name: string;
        name_key: string;
        description: string | null;
        origin: string;
        version: number;
        ineffective_reason: string | null;
      },
      'description' | 'version' | 'ineffective_reason'
    >;
    role_permissions: Table<
      {
        role_id: string;
        action: string;
        permission: string | null;
      },
      'permission'
    >;
    role_assignments: Table<
      {
        id: string;
        role_id: string;
        display_name: string;
        name_key: string;
        description: string | null;
        all_users: number;
        all_devices: number;
        origin: string;
        version: number;
        ineffective_reason: string | null;
      },
      'description' | 'version' | 'ineffective_reason'
    >;
    assignment_members: Table<
      {
        assignment_id: string;
        group_id: string;
      },
      never
    >;
    assignment_scopes: Table<
      {
        assignment_id: string;
        group_id: string;
      },
      never
    >;
    client_mutations: Table<
      {
        operator_id: string;
        client_mutation_id: string;
        mutation: string;
        input_hash: string;
        object_id: string;
        created_at: string;
      },
      never
    >;
    audit_events: Table<
      {
        seq: number;
        occurred_at: string;
        actor_id: string | null;
        action: string;
        outcome: string;
        subject_id: string | null;
        before: string | null;
        after: string | null;
        request_id: string | null;
        previous_hash: string;
        hash: string;
      },
      'actor_id' | 'subject_id' | 'before' | 'after' | 'request_id'
    >;
    audit_head: Table<
      {
        singleton: number;
        seq: number;
        hash: string;
        seal: string;
        key_id: string;
      },
      'seal' | 'key_id'
    >;
    imports_under_way: Table<
      {
        singleton: number;
        noted_at: string | null;
        seen_at: string | null;
        has_everything: number;
      },
      'noted_at' | 'seen_at' | 'has_everything'
    >;
    sync_kinds: Table<
      {
        kind: string;
        state: string;
        problem: string | null;
        last_completed_at: string | null;
        items: number;
        added: number;
        changed: number;
        removed: number;
        set_aside: number;
        written_at: string | null;
        throttled: number;
      },
      'problem' | 'last_completed_at' | 'items' | 'added' | 'changed' | 'removed' | 'set_aside' | 'written_at' | 'throttled'
    >;
    sync_links: Table<
      {
        resource: string;
        link: string;
      },
      never
    >;
    quarantine: Table<
      {
        kind: string;
        resource: string;
        record: string;
        object_id: string | null;
        reason: string;
      },
      'object_id'
    >;
    sync_lease: Table<
      {
        singleton: number;
        holder: string;
        expires_at: string;
        purpose: string;
        since: string | null;
      },
      'purpose' | 'since'
    >;
    sync_reads: Table<
      {
        resource: string;
        parent_id: string;
        read_at: string;
      },
      never
    >;
    policies: Table<
      {
        id: string;
        display_name: string | null;
        profile_type: string;
        kind: string;
        name_key: string;
        platform: string;
        modified_at: string | null;
        priority: number | null;
        device_limit: number | null;
      },
      'display_name' | 'kind' | 'name_key' | 'platform' | 'modified_at' | 'priority' | 'device_limit'
    >;
    assignment_filters: Table<
      {
        id: string;
        display_name: string | null;
        platform: string;
        rule: string | null;
      },
      'display_name' | 'rule'
    >;
    policy_assignments: Table<
      {
        policy_id: string;
        ordinal: number;
        target: string;
        group_id: string | null;
        excluded: number;
        intent: string | null;
        filter_id: string | null;
        filter_mode: string;
      },
      'group_id' | 'intent' | 'filter_id'
    >;
    app_assignments: Table<
      {
        app_id: string;
        ordinal: number;
        target: string;
        group_id: string | null;
        excluded: number;
        intent: string | null;
        filter_id: string | null;
        filter_mode: string;
      },
      'group_id' | 'intent' | 'filter_id'
    >;
    app_protection_assignments: Table<
      {
        policy_id: string;
        ordinal: number;
        target: string;
        group_id: string | null;
        excluded: number;
        intent: string | null;
        filter_id: string | null;
        filter_mode: string;
      },
      'group_id' | 'intent' | 'filter_id'
    >;
    device_logons: Table<
      {
        device_id: string;
        ordinal: number;
        user_id: string;
        logged_on_at: string | null;
      },
      'logged_on_at'
    >;
    group_membership_periods: Table<
      {
        group_id: string;
        member_id: string;
        since: string;
        until: string | null;
        unread: number;
      },
      'until' | 'unread'
    >;
    new_groups: Table<
      {
        group_id: string;
      },
      never
    >;
    user_refreshes: Table<
      {
        id: string;
        user_id: string;
        operator_id: string;
        requested_at: string;
        state: string;
        alive_until: string;
        finished_at: string | null;
        failure: string | null;
        problem: string | null;
        kinds: string;
      },
      'finished_at' | 'failure' | 'problem' | 'kinds'
    >;
    autopilot_devices: Table<
      {
        id: string;
        device_id: string;
        group_tag: string | null;
        profile_state: string;
        profile_problem: string;
        profile_assigned_at: string | null;
        enrollment_state: string;
        last_contact_at: string | null;
      },
      'group_tag' | 'profile_assigned_at' | 'last_contact_at'
    >;
    setup_events: Table<
      {
        id: string;
        device_id: string;
        occurred_at: string;
        started_at: string | null;
        ended_at: string | null;
        profile_name: string | null;
        status_page_name: string | null;
        state: string;
        enrollment_state: string;
        device_setup_state: string;
        account_setup_state: string;
        total_seconds: number | null;
        preparation_seconds: number | null;
        device_setup_seconds: number | null;
        account_setup_seconds: number | null;
        reason: string | null;
      },
      'started_at' | 'ended_at' | 'profile_name' | 'status_page_name' | 'total_seconds' | 'preparation_seconds' | 'device_setup_seconds' | 'account_setup_seconds' | 'reason'
    >;
    app_relations: Table<
      {
        app_id: string;
        target_id: string;
        kind: string;
        mode: string;
      },
      never
    >;
    known_issues: Table<
      {
        id: string;
        rule: string;
        app_id: string | null;
        policy_id: string | null;
        connector_kind: string | null;
        text: string;
        ticket: string | null;
        recorded_at: string;
        ends_at: string;
        ended_at: string | null;
        version: number;
      },
      'app_id' | 'policy_id' | 'connector_kind' | 'ticket' | 'ended_at' | 'version'
    >;
    reported_findings: Table<
      {
        id: string;
        rule: string;
        severity: string;
        user_id: string | null;
        device_id: string | null;
        operator_id: string;
        reason: string;
        reported_at: string;
      },
      'user_id' | 'device_id'
    >;
  }
}
