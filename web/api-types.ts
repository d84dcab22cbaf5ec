// Drawn from the API's contract by `npm run generate`: what each endpoint takes and answers.

export type Problem = { "type": string; "title": string; "status": number; "detail": string; "code": "validation_error" | "unauthenticated" | "permission_denied" | "route_not_found" | "organization_not_found" | "person_not_found" | "team_not_found" | "account_not_found" | "project_not_found" | "template_not_found" | "task_not_found" | "request_not_found" | "communication_not_found" | "attachment_not_found" | "client_link_not_found" | "channel_not_found" | "signal_not_found" | "activity_not_found" | "subscription_not_found" | "billing_entry_not_found" | "rule_not_found" | "alert_not_found" | "job_not_found" | "sync_not_found" | "notification_not_found" | "collection_not_found" | "time_entry_not_found" | "allocation_not_found" | "time_off_not_found" | "holiday_not_found" | "baseline_not_found" | "feed_not_found" | "token_not_found" | "link_not_found" | "method_not_allowed" | "already_exists" | "in_use" | "invalid_transition" | "not_connected" | "plan_changed" | "schedule_conflict" | "task_assignment_error" | "last_admin" | "idempotency_in_progress" | "version_conflict" | "payload_too_large" | "unsupported_media_type" | "dependency_cycle" | "idempotency_mismatch" | "rate_limited" | "headers_too_large" | "internal_error" | "unavailable"; "errors"?: ({ "pointer": string; "rule": string; "message": string })[] | undefined } & Record<string, unknown>
export type ListedProject = { "id": Id; "name": string; "description": string; "accountId": Id; "type": string; "engagement": "retainer" | "one_off"; "priority": "low" | "medium" | "high" | "urgent"; "managerId": Id | null; "teamId": Id | null; "assignedTeam": (Id)[]; "templateId": Id | null; "startOn": CivilDate | null; "dueOn": CivilDate | null; "budgetMinutes": number | null; "contractMinor": number | null; "currency": string; "billingMode": "fixed" | "milestone" | "subscription" | "none"; "tags": (string)[]; "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "progress": number; "health": { "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown"; "worst": string | null }; "holdReason": string | null; "holdUntil": CivilDate | null; "closeReason": string | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "names": { "account": string; "manager": string | null; "team": string | null; "assignedTeam": (string)[] }; "taskCounts": { "pending": number; "in_progress": number; "in_review": number; "blocked": number; "completed": number; "cancelled": number }; "overdueTasks": number; "reach": ("organization" | "assigned" | "team" | "accounts")[] }
export type Id = string
export type CivilDate = string
export type Instant = string
export type Project = { "id": Id; "name": string; "description": string; "accountId": Id; "type": string; "engagement": "retainer" | "one_off"; "priority": "low" | "medium" | "high" | "urgent"; "managerId": Id | null; "teamId": Id | null; "assignedTeam": (Id)[]; "templateId": Id | null; "startOn": CivilDate | null; "dueOn": CivilDate | null; "budgetMinutes": number | null; "contractMinor": number | null; "currency": string; "billingMode": "fixed" | "milestone" | "subscription" | "none"; "tags": (string)[]; "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "progress": number; "health": { "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown"; "worst": string | null }; "holdReason": string | null; "holdUntil": CivilDate | null; "closeReason": string | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type NewProject = { "id"?: Id | undefined; "name": string; "accountId": Id; "type": string; "description"?: string | undefined; "engagement"?: "retainer" | "one_off" | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "managerId"?: Id | null | undefined; "teamId"?: Id | null | undefined; "assignedTeam"?: (Id)[] | undefined; "templateId"?: Id | null | undefined; "startOn"?: CivilDate | null | undefined; "dueOn"?: CivilDate | null | undefined; "budgetMinutes"?: number | null | undefined; "contractMinor"?: number | null | undefined; "billingMode"?: "fixed" | "milestone" | "subscription" | "none" | undefined; "tags"?: (string)[] | undefined; "draft"?: boolean | undefined }
export type SetUpPreview = { "project": Project; "tasks": (Task)[]; "allocations": (Allocation)[]; "people": ({ "personId": Id; "name": string; "tasks": number; "minutes": number })[]; "welcome": string; "left": ({ "task"?: string | undefined; "reason": string })[] }
export type Task = { "id": Id; "projectId": Id; "kind": "task" | "milestone"; "title": string; "description": string; "priority": "low" | "medium" | "high" | "urgent"; "assigneeIds": (Id)[]; "stage": string | null; "parentId": Id | null; "required": boolean; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "estimateMinutes": number | null; "weight": number; "scheduling": "automatic" | "manual"; "constraint": { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null; "billableMinor": number | null; "dependencies": (Dependency)[]; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "blockedReason": "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | null; "completionNotes": string | null; "completedAt": Instant | null; "reachedAt": Instant | null; "requestId": Id | null; "spentMinutes": number; "durationMinutes": number | null; "earlyStartOn": CivilDate | null; "earlyFinishOn": CivilDate | null; "lateStartOn": CivilDate | null; "lateFinishOn": CivilDate | null; "totalFloatMinutes": number | null; "freeFloatMinutes": number | null; "critical": boolean; "overdue": boolean; "ready": boolean; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type Dependency = { "taskId": Id; "type": "FS" | "SS" | "FF" | "SF"; "lagDays": number }
export type Allocation = { "id": Id; "projectId": Id; "personId": Id | null; "placeholder": Placeholder | null; "taskId": Id | null; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay": number | null; "percent": number | null; "totalMinutes": number | null; "status": "tentative" | "confirmed" | "released"; "bookedMinutes": number; "overbooked": boolean; "overrideReason": string | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type Placeholder = { "skill": string } | { "service": string }
export type ProjectPlanned = { "id": Id; "name": string; "description": string; "accountId": Id; "type": string; "engagement": "retainer" | "one_off"; "priority": "low" | "medium" | "high" | "urgent"; "managerId": Id | null; "teamId": Id | null; "assignedTeam": (Id)[]; "templateId": Id | null; "startOn": CivilDate | null; "dueOn": CivilDate | null; "budgetMinutes": number | null; "contractMinor": number | null; "currency": string; "billingMode": "fixed" | "milestone" | "subscription" | "none"; "tags": (string)[]; "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "progress": number; "health": { "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown"; "worst": string | null }; "holdReason": string | null; "holdUntil": CivilDate | null; "closeReason": string | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type Change = { "entity": { "type": string; "id": string }; "event": string; "changes": Record<string, { "from"?: unknown | undefined; "to"?: unknown | undefined }>; "causedBy": { "type": string; "id": string } | null }
export type ProjectChange = { "name"?: string | undefined; "accountId"?: Id | undefined; "type"?: string | undefined; "description"?: string | undefined; "engagement"?: "retainer" | "one_off" | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "managerId"?: Id | null | undefined; "teamId"?: Id | null | undefined; "assignedTeam"?: (Id)[] | undefined; "templateId"?: Id | null | undefined; "startOn"?: CivilDate | null | undefined; "dueOn"?: CivilDate | null | undefined; "budgetMinutes"?: number | null | undefined; "contractMinor"?: number | null | undefined; "billingMode"?: "fixed" | "milestone" | "subscription" | "none" | undefined; "tags"?: (string)[] | undefined; "status"?: "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled" | undefined; "reason"?: string | undefined; "holdUntil"?: CivilDate | null | undefined }
export type BatchResultsPlanned = { "results": (BatchResult)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type BatchResult = { "index": number; "status": number; "id"?: string | undefined; "data"?: Record<string, unknown> | undefined; "problem"?: Record<string, unknown> | undefined }
export type Batch = { "mode": "atomic" | "partial"; "operations": (BatchOperation | unknown)[] }
export type BatchOperation = { "op": "create" | "update" | "status" | "assign" | "move" | "delete"; "kind"?: "project" | "task" | undefined; "id"?: string | undefined; "ifVersion"?: number | undefined; "data"?: Record<string, unknown> | undefined }
export type TaskWithHistoryPlanned = { "id": Id; "projectId": Id; "kind": "task" | "milestone"; "title": string; "description": string; "priority": "low" | "medium" | "high" | "urgent"; "assigneeIds": (Id)[]; "stage": string | null; "parentId": Id | null; "required": boolean; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "estimateMinutes": number | null; "weight": number; "scheduling": "automatic" | "manual"; "constraint": { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null; "billableMinor": number | null; "dependencies": (Dependency)[]; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "blockedReason": "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | null; "completionNotes": string | null; "completedAt": Instant | null; "reachedAt": Instant | null; "requestId": Id | null; "spentMinutes": number; "durationMinutes": number | null; "earlyStartOn": CivilDate | null; "earlyFinishOn": CivilDate | null; "lateStartOn": CivilDate | null; "lateFinishOn": CivilDate | null; "totalFloatMinutes": number | null; "freeFloatMinutes": number | null; "critical": boolean; "overdue": boolean; "ready": boolean; "version": number; "createdAt": Instant; "updatedAt": Instant; "statusHistory": ({ "from": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled" | null; "to": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "notes": string | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string }; "at": Instant })[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type NewTask = { "id"?: Id | undefined; "title": string; "description"?: string | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "assigneeIds"?: (Id)[] | undefined; "stage"?: string | null | undefined; "parentId"?: Id | null | undefined; "required"?: boolean | undefined; "startOn"?: CivilDate | null | undefined; "dueOn"?: CivilDate | null | undefined; "durationDays"?: number | null | undefined; "estimateMinutes"?: number | null | undefined; "weight"?: number | undefined; "scheduling"?: "automatic" | "manual" | undefined; "constraint"?: { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null | undefined; "billableMinor"?: number | null | undefined; "kind"?: "task" | "milestone" | undefined; "dependencies"?: (NewDependency)[] | undefined }
export type NewDependency = { "taskId": Id; "type"?: "FS" | "SS" | "FF" | "SF" | undefined; "lagDays"?: number | undefined }
export type TaskWithHistory = { "id": Id; "projectId": Id; "kind": "task" | "milestone"; "title": string; "description": string; "priority": "low" | "medium" | "high" | "urgent"; "assigneeIds": (Id)[]; "stage": string | null; "parentId": Id | null; "required": boolean; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "estimateMinutes": number | null; "weight": number; "scheduling": "automatic" | "manual"; "constraint": { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null; "billableMinor": number | null; "dependencies": (Dependency)[]; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "blockedReason": "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | null; "completionNotes": string | null; "completedAt": Instant | null; "reachedAt": Instant | null; "requestId": Id | null; "spentMinutes": number; "durationMinutes": number | null; "earlyStartOn": CivilDate | null; "earlyFinishOn": CivilDate | null; "lateStartOn": CivilDate | null; "lateFinishOn": CivilDate | null; "totalFloatMinutes": number | null; "freeFloatMinutes": number | null; "critical": boolean; "overdue": boolean; "ready": boolean; "version": number; "createdAt": Instant; "updatedAt": Instant; "statusHistory": ({ "from": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled" | null; "to": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "notes": string | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string }; "at": Instant })[] }
export type TaskChange = { "title"?: string | undefined; "description"?: string | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "assigneeIds"?: (Id)[] | undefined; "stage"?: string | null | undefined; "parentId"?: Id | null | undefined; "required"?: boolean | undefined; "startOn"?: CivilDate | null | undefined; "dueOn"?: CivilDate | null | undefined; "durationDays"?: number | null | undefined; "estimateMinutes"?: number | null | undefined; "weight"?: number | undefined; "scheduling"?: "automatic" | "manual" | undefined; "constraint"?: { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null | undefined; "billableMinor"?: number | null | undefined; "dependencies"?: (NewDependency)[] | undefined }
export type TaskStatusChange = { "status"?: "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled" | undefined; "progress"?: number | undefined; "completionNotes"?: string | undefined; "blockedReason"?: "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | undefined; "reason"?: string | undefined }
export type Why = { "taskId": Id; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "heldBy": (HeldBy)[]; "explanation": string }
export type HeldBy = { "kind": "predecessor"; "taskId": Id | null; "title": string | null; "type": string; "lagDays": number; "lagMinutes": number | null; "on": CivilDate | null; "within": Id | null } | { "kind": "calendar"; "days": (CivilDate)[]; "holidays": (string)[] } | { "kind": "person"; "days": (CivilDate)[] } | { "kind": "constraint"; "on": CivilDate; "within": Id | null } | { "kind": "project_start"; "on": CivilDate; "within": Id | null } | { "kind": "children"; "taskIds": (Id)[] } | { "kind": "pin"; "reason": "manual" | "started" | "finished" | "cancelled" }
export type MyTask = { "id": Id; "projectId": Id; "kind": "task" | "milestone"; "title": string; "description": string; "priority": "low" | "medium" | "high" | "urgent"; "assigneeIds": (Id)[]; "stage": string | null; "parentId": Id | null; "required": boolean; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "estimateMinutes": number | null; "weight": number; "scheduling": "automatic" | "manual"; "constraint": { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null; "billableMinor": number | null; "dependencies": (Dependency)[]; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "progress": number; "blockedReason": "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | null; "completionNotes": string | null; "completedAt": Instant | null; "reachedAt": Instant | null; "requestId": Id | null; "spentMinutes": number; "durationMinutes": number | null; "earlyStartOn": CivilDate | null; "earlyFinishOn": CivilDate | null; "lateStartOn": CivilDate | null; "lateFinishOn": CivilDate | null; "totalFloatMinutes": number | null; "freeFloatMinutes": number | null; "critical": boolean; "overdue": boolean; "ready": boolean; "version": number; "createdAt": Instant; "updatedAt": Instant; "projectName": string; "statusBeforeBlock": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled" | null }
export type TimeEntry = { "id": Id; "taskId": Id; "projectId": Id; "personId": Id; "on": CivilDate; "minutes": number; "note": string; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type NewTimeEntry = { "id"?: Id | undefined; "personId"?: Id | undefined; "on": CivilDate; "minutes": number; "note"?: string | undefined }
export type TimeEntryChange = { "on"?: CivilDate | undefined; "minutes"?: number | undefined; "note"?: string | undefined }
export type MyTimeEntry = { "id": Id; "taskId": Id; "projectId": Id; "personId": Id; "on": CivilDate; "minutes": number; "note": string; "version": number; "createdAt": Instant; "updatedAt": Instant; "taskTitle": string; "projectName": string }
export type RequestWithThread = { "id": Id; "projectId": Id; "accountId": Id; "title": string; "body": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority": "low" | "medium" | "high" | "urgent"; "source": "portal" | "email" | "phone" | "api" | "internal"; "assigneeId": Id | null; "requester": { "name": string; "email": string | null }; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "respondBy": Instant | null; "resolveBy": Instant | null; "clocksStopped": boolean; "respondMinutesLeft": number | null; "resolveMinutesLeft": number | null; "overdue": boolean; "firstRespondedAt": Instant | null; "unansweredSince": Instant | null; "response": { "body": string; "by": string; "at": Instant } | null; "resolutionStatus": "accepted" | "completed" | "declined" | "awaiting_client" | null; "taskIds": (Id)[]; "duplicateOf": Id | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "communications": (Communication)[]; "communicationCount": number }
export type Communication = { "id": Id; "projectId": Id | null; "accountId": Id | null; "thread": Thread; "direction": "incoming" | "outgoing" | "internal"; "channel": "portal" | "email" | "chat" | "phone" | "api"; "visibility": "internal" | "client"; "author": { "type": "person" | "rule" | "client" | "integration"; "id": string; "name": string; "email": string | null }; "body": string; "attachments": (AttachmentMention)[]; "recipients": ({ "name": string; "email": string })[]; "delivery": "none" | "pending" | "sent" | "failed"; "saidAt": Instant; "createdAt": Instant }
export type Thread = { "type": "project" | "task" | "request" | "signal"; "id": Id }
export type AttachmentMention = { "id": Id; "name": string; "contentType": string; "sizeBytes": number }
export type RequestWithHistory = { "id": Id; "projectId": Id; "accountId": Id; "title": string; "body": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority": "low" | "medium" | "high" | "urgent"; "source": "portal" | "email" | "phone" | "api" | "internal"; "assigneeId": Id | null; "requester": { "name": string; "email": string | null }; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "respondBy": Instant | null; "resolveBy": Instant | null; "clocksStopped": boolean; "respondMinutesLeft": number | null; "resolveMinutesLeft": number | null; "overdue": boolean; "firstRespondedAt": Instant | null; "unansweredSince": Instant | null; "response": { "body": string; "by": string; "at": Instant } | null; "resolutionStatus": "accepted" | "completed" | "declined" | "awaiting_client" | null; "taskIds": (Id)[]; "duplicateOf": Id | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "communications": (Communication)[]; "communicationCount": number; "statusHistory": ({ "from": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled" | null; "to": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "note": string | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string }; "at": Instant })[] }
export type NewRequest = { "id"?: Id | undefined; "title": string; "body"?: string | undefined; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "source": "portal" | "email" | "phone" | "api" | "internal"; "requester": { "name": string; "email"?: string | null | undefined }; "assigneeId"?: Id | null | undefined }
export type Request = { "id": Id; "projectId": Id; "accountId": Id; "title": string; "body": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority": "low" | "medium" | "high" | "urgent"; "source": "portal" | "email" | "phone" | "api" | "internal"; "assigneeId": Id | null; "requester": { "name": string; "email": string | null }; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "respondBy": Instant | null; "resolveBy": Instant | null; "clocksStopped": boolean; "respondMinutesLeft": number | null; "resolveMinutesLeft": number | null; "overdue": boolean; "firstRespondedAt": Instant | null; "unansweredSince": Instant | null; "response": { "body": string; "by": string; "at": Instant } | null; "resolutionStatus": "accepted" | "completed" | "declined" | "awaiting_client" | null; "taskIds": (Id)[]; "duplicateOf": Id | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type RequestChange = { "title"?: string | undefined; "type"?: "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service" | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "assigneeId"?: Id | null | undefined; "duplicateOf"?: Id | null | undefined }
export type RequestStatusChange = { "status": "in_review" | "completed" | "cancelled"; "reason"?: string | undefined }
export type ProcessedRequestPlanned = { "id": Id; "projectId": Id; "accountId": Id; "title": string; "body": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority": "low" | "medium" | "high" | "urgent"; "source": "portal" | "email" | "phone" | "api" | "internal"; "assigneeId": Id | null; "requester": { "name": string; "email": string | null }; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "respondBy": Instant | null; "resolveBy": Instant | null; "clocksStopped": boolean; "respondMinutesLeft": number | null; "resolveMinutesLeft": number | null; "overdue": boolean; "firstRespondedAt": Instant | null; "unansweredSince": Instant | null; "response": { "body": string; "by": string; "at": Instant } | null; "resolutionStatus": "accepted" | "completed" | "declined" | "awaiting_client" | null; "taskIds": (Id)[]; "duplicateOf": Id | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "communications": (Communication)[]; "communicationCount": number; "statusHistory": ({ "from": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled" | null; "to": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "note": string | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string }; "at": Instant })[]; "tasks": (Task)[]; "effortMinutes": number; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type RequestProcessing = { "resolutionStatus": "accepted" | "completed" | "declined" | "awaiting_client"; "response": string; "note"?: string | undefined; "tasks"?: (NewTask)[] | undefined }
export type ClientLink = { "id": Id; "projectId": Id; "accountId": Id; "name": string; "email": string; "expiresAt": Instant; "revokedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "url"?: string | undefined }
export type NewClientLink = { "id"?: Id | undefined; "name": string; "email": string; "expiresOn"?: CivilDate | undefined; "send"?: boolean | undefined }
export type ClientPage = { "agency": string; "client": string; "project": string; "you": string; "requests": (ClientRequest)[]; "nextCursor": string | null }
export type ClientRequest = { "id": Id; "title": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "status": "received" | "looked_at" | "your_turn" | "in_work" | "done" | "declined" | "withdrawn" | "together"; "statusText": string; "askedAt": Instant; "answerBy": Instant | null; "doneBy": Instant | null; "closedAt": Instant | null; "lastMessage": { "from": "client" | "agency"; "at": Instant } | null; "mayWithdraw": boolean }
export type ClientRequestWithThread = { "id": Id; "title": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "status": "received" | "looked_at" | "your_turn" | "in_work" | "done" | "declined" | "withdrawn" | "together"; "statusText": string; "askedAt": Instant; "answerBy": Instant | null; "doneBy": Instant | null; "closedAt": Instant | null; "lastMessage": { "from": "client" | "agency"; "at": Instant } | null; "mayWithdraw": boolean; "body": string; "files": (AttachmentMention)[]; "messages": ({ "id": Id; "from": "you" | "client" | "agency"; "name": string; "body": string; "at": Instant; "files": (AttachmentMention)[] })[]; "earlierMessages": number }
export type ClientAsks = { "title": string; "body": string; "type"?: "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service" | undefined; "priority"?: "low" | "medium" | "high" | undefined; "key"?: string | undefined }
export type ClientSays = { "body": string; "key"?: string | undefined }
export type KnownRecipient = { "name": string; "email": string; "first": boolean }
export type NewCommunication = { "id"?: Id | undefined; "body": string; "visibility"?: "internal" | "client" | undefined; "direction"?: "incoming" | "outgoing" | "internal" | undefined; "channel"?: "portal" | "email" | "chat" | "phone" | "api" | undefined; "author"?: { "name": string; "email"?: string | undefined } | undefined; "saidAt"?: string | undefined; "attachmentIds"?: (Id)[] | undefined; "recipients"?: (string)[] | undefined; "thread"?: Thread | undefined }
export type NewMessage = { "id"?: Id | undefined; "body": string; "visibility"?: "internal" | "client" | undefined; "direction"?: "incoming" | "outgoing" | "internal" | undefined; "channel"?: "portal" | "email" | "chat" | "phone" | "api" | undefined; "author"?: { "name": string; "email"?: string | undefined } | undefined; "saidAt"?: string | undefined; "attachmentIds"?: (Id)[] | undefined; "recipients"?: (string)[] | undefined }
export type Attachment = { "id": Id; "projectId": Id; "subject": { "type": "task" | "request" | "communication"; "id": Id } | null; "visibility": "internal" | "client"; "name": string; "contentType": string; "sizeBytes": number; "sha256": string; "uploader": { "type": "person" | "rule" | "client" | "integration"; "id": string; "name": string }; "createdAt": Instant }
export type Channel = { "id": Id; "projectId": Id; "provider": "slack"; "channelId": string; "visibility": "internal" | "client"; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type ChannelConnection = { "provider": "slack"; "channelId": string; "visibility": "internal" | "client" }
export type ProjectPulse = { "projectId": Id; "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown"; "computedAt": Instant | null; "metrics": (MetricReading)[]; "cap": PulseCap | null; "series": (PulseSeries)[]; "signals": (Signal)[]; "lifts": (PulseLift)[] }
export type MetricReading = { "metric": "schedule" | "responsiveness" | "communication" | "workload" | "billing" | "budget" | "client_satisfaction" | "progress"; "value": number | null; "weight": number; "contribution": number; "reason": string; "evidence": Record<string, unknown> }
export type PulseCap = { "metric": "schedule" | "responsiveness" | "communication" | "workload" | "billing" | "budget" | "client_satisfaction" | "progress"; "contribution": number }
export type PulseSeries = { "metric": "schedule" | "responsiveness" | "communication" | "workload" | "billing" | "budget" | "client_satisfaction" | "progress" | "score"; "points": ({ "at": Instant; "value": number; "source": "computed" | "manual" | "integration" })[] }
export type Signal = { "id": Id; "type": "churn_risk" | "inactive_request" | "quarterly_check_in" | "client_silent" | "onboarding_stalled" | "capacity_overload" | "schedule_slip" | "payment_past_due" | "budget_burn" | "task_overdue" | "task_blocked" | "request_overdue" | "other"; "priority": "low" | "medium" | "high" | "urgent"; "status": "pending" | "acknowledged" | "snoozed" | "completed" | "dismissed" | "auto_resolved"; "title": string; "subject": { "type": "account" | "project" | "person"; "id": Id; "name": string }; "accountId": Id | null; "projectId": Id | null; "personId": Id | null; "evidence": Record<string, unknown>; "assigneeId": Id | null; "snoozedUntil": Instant | null; "resolution": string | null; "closedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type PulseLift = { "action": PulseAction; "says": string; "score": { "from": number; "to": number }; "change": number }
export type PulseAction = { "kind": "complete_task"; "taskId": Id } | { "kind": "answer"; "thread": Thread } | { "kind": "write_to_client" } | { "kind": "release_booking"; "allocationId": Id }
export type NewPulseMetrics = { "metrics": ({ "metric": "schedule" | "responsiveness" | "communication" | "workload" | "billing" | "budget" | "client_satisfaction" | "progress"; "value": number; "note"?: string | undefined })[]; "recordedAt"?: string | undefined; "source"?: "manual" | "integration" | undefined }
export type PreviewedPulse = { "projectId": Id; "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown"; "computedAt": Instant | null; "metrics": (MetricReading)[]; "cap": PulseCap | null; "from": number | null; "change": number | null }
export type PulseActions = { "actions": (PulseAction)[] }
export type NewSignal = { "id"?: Id | undefined; "type"?: "churn_risk" | "inactive_request" | "quarterly_check_in" | "client_silent" | "onboarding_stalled" | "capacity_overload" | "schedule_slip" | "payment_past_due" | "budget_burn" | "task_overdue" | "task_blocked" | "request_overdue" | "other" | undefined; "accountId"?: Id | undefined; "projectId"?: Id | undefined; "personId"?: Id | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "title": string; "note"?: string | undefined; "assigneeId"?: Id | undefined }
export type SignalChange = { "assigneeId"?: Id | null | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "title"?: string | undefined }
export type SignalStatusChange = { "status": "pending" | "acknowledged" | "snoozed" | "completed" | "dismissed"; "snoozedUntil"?: string | undefined; "reason"?: string | undefined; "resolution"?: string | undefined }
export type SignalMessage = { "id"?: Id | undefined; "body": string }
export type Subscription = { "id": Id; "accountId": Id; "projectId": Id | null; "productType": string; "productName": string; "tier": string | null; "status": "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled"; "amountMinor": number; "currency": string; "interval": "day" | "week" | "month" | "year"; "intervalCount": number; "discounts": (Discount)[]; "cancelAtPeriodEnd": boolean; "provider": string | null; "externalId": string | null; "currentPeriodStart": Instant | null; "currentPeriodEnd": Instant | null; "canceledAt": Instant | null; "monthlyValueMinor": number; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type Discount = { "name": string; "percentOff": number } | { "name": string; "amountOffMinor": number }
export type NewSubscription = { "id"?: Id | undefined; "accountId": Id; "projectId"?: Id | null | undefined; "productType": string; "productName": string; "tier"?: string | null | undefined; "status": "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled"; "amountMinor": number; "currency"?: string | undefined; "interval": "day" | "week" | "month" | "year"; "intervalCount"?: number | undefined; "discounts"?: (Discount)[] | undefined; "cancelAtPeriodEnd"?: boolean | undefined; "provider"?: string | null | undefined; "externalId"?: string | null | undefined; "currentPeriodStart"?: string | null | undefined; "currentPeriodEnd"?: string | null | undefined; "canceledAt"?: string | null | undefined }
export type SubscriptionChange = { "accountId"?: Id | undefined; "projectId"?: Id | null | undefined; "productType"?: string | undefined; "productName"?: string | undefined; "tier"?: string | null | undefined; "status"?: "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled" | undefined; "amountMinor"?: number | undefined; "currency"?: string | undefined; "interval"?: "day" | "week" | "month" | "year" | undefined; "intervalCount"?: number | undefined; "discounts"?: (Discount)[] | undefined; "cancelAtPeriodEnd"?: boolean | undefined; "provider"?: string | null | undefined; "externalId"?: string | null | undefined; "currentPeriodStart"?: string | null | undefined; "currentPeriodEnd"?: string | null | undefined; "canceledAt"?: string | null | undefined }
export type ProjectBilling = { "projectId": Id; "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "billingMode": "fixed" | "milestone" | "subscription" | "none"; "currency": string; "contractMinor": number | null; "billedMinor": number; "creditedMinor": number; "netMinor": number; "leftMinor": number | null; "acceptedProgress": number; "next": { "progress": number | null; "milestone": { "taskId": Id; "title": string } | null; "amountMinor": number } | null; "isBehind": boolean; "budget": { "minutes": number | null; "spentMinutes": number; "leftMinutes": number | null } }
export type BillingEntry = { "id": Id; "accountId": Id; "accountName": string; "projectId": Id | null; "projectName": string | null; "kind": "progress" | "milestone" | "charge" | "credit" | "cancellation" | "reopening" | "void" | "invoice" | "refund"; "amountMinor": number; "currency": string; "progress": number | null; "contractMinor": number | null; "taskId": Id | null; "taskTitle": string | null; "reversesId": Id | null; "reversedById": Id | null; "note": string; "provider": string | null; "externalId": string | null; "exported": { "provider": string; "externalId": string; "at": Instant } | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string; "name": string | null }; "postedOn": CivilDate; "postedAt": Instant }
export type NewBillingEntry = { "id"?: Id | undefined; "accountId"?: Id | undefined; "projectId"?: Id | undefined; "amountMinor": number; "note": string }
export type VoidedEntry = { "reason": string }
export type BillingTotals = { "total": ({ "currency": string; "entries": number; "billedMinor": number; "creditedMinor": number; "netMinor": number })[]; "months": ({ "month": string; "currency": string; "billedMinor": number; "creditedMinor": number; "netMinor": number })[]; "accounts": ({ "accountId": Id; "name": string; "currency": string; "billedMinor": number; "creditedMinor": number; "netMinor": number })[] }
export type AccountOverview = { "account": Account; "parent": { "id": Id; "name": string; "status": "active" | "archived" } | null; "children": ({ "id": Id; "name": string; "status": "active" | "archived" })[]; "accounts": ({ "id": Id; "name": string; "status": "active" | "archived"; "figures": PortfolioFigures })[]; "total": PortfolioFigures }
export type Account = { "id": Id; "name": string; "status": "active" | "archived"; "parentAccountId": Id | null; "externalId": string | null; "stripeCustomerId": string | null; "timezone": string | null; "contacts": ({ "name": string; "email"?: string | null | undefined; "phone"?: string | null | undefined; "role"?: string | null | undefined })[]; "accountManagerIds": (Id)[]; "outsideStatus": "active" | "archived" | null; "lastSyncedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type PortfolioFigures = { "projects": { "draft": number; "onboarding": number; "active": number; "on_hold": number; "completed": number; "cancelled": number }; "bands": { "healthy": number; "watch": number; "at_risk": number; "unknown": number }; "worst": { "projectId": Id; "name": string; "score": number; "band": "healthy" | "watch" | "at_risk" | "unknown" } | null; "overdueTasks": number; "openRequests": number; "overdueRequests": number; "openSignals": number; "liveSubscriptions": number; "monthlyValue": ({ "currency": string; "minor": number })[]; "billed": ({ "currency": string; "minor": number })[]; "lastClientMessageAt": Instant | null; "nextMilestones": ({ "projectId": Id; "title": string; "dueOn": CivilDate })[] }
export type AccountPlanned = { "id": Id; "name": string; "status": "active" | "archived"; "parentAccountId": Id | null; "externalId": string | null; "stripeCustomerId": string | null; "timezone": string | null; "contacts": ({ "name": string; "email"?: string | null | undefined; "phone"?: string | null | undefined; "role"?: string | null | undefined })[]; "accountManagerIds": (Id)[]; "outsideStatus": "active" | "archived" | null; "lastSyncedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type AccountChange = { "name"?: string | undefined; "status"?: "active" | "archived" | undefined; "parentAccountId"?: Id | null | undefined; "externalId"?: string | null | undefined; "stripeCustomerId"?: string | null | undefined; "timezone"?: string | null | undefined; "contacts"?: ({ "name": string; "email"?: string | null | undefined; "phone"?: string | null | undefined; "role"?: string | null | undefined })[] | undefined; "accountManagerIds"?: (Id)[] | undefined }
export type SteppedProjectsPlanned = { "accountId": Id; "projects": ({ "id": Id; "name": string; "accountId": Id; "from": { "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "holdUntil": CivilDate | null; "startOn": CivilDate | null; "dueOn": CivilDate | null; "finishOn": CivilDate | null }; "to": { "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "holdUntil": CivilDate | null; "startOn": CivilDate | null; "dueOn": CivilDate | null; "finishOn": CivilDate | null } })[]; "skipped": ({ "id": Id; "name": string; "accountId": Id; "why": string })[]; "kept": (Id)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type ProjectsStep = { "hold"?: { "reason": string; "until"?: CivilDate | undefined } | undefined; "resume"?: object | undefined; "move"?: { "byDays": number; "reason"?: string | undefined } | undefined; "includeChildren"?: boolean | undefined }
export type LeftPersonPlanned = { "id": Id; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "services": (string)[]; "skills": (string)[]; "teamIds": (Id)[]; "weeklyCapacity": (WeeklyCapacity)[]; "availabilityFactor": number; "active": boolean; "joinedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "openTasks": { "count": number; "ids": (Id)[] }; "futureBookings": { "count": number; "ids": (Id)[] }; "handedOver": HandedOver | null; "accountsWithoutManager": { "count": number; "ids": (Id)[] }; "openRequests": { "count": number; "ids": (Id)[] }; "openSignals": { "count": number; "ids": (Id)[] }; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type WeeklyCapacity = { "validFrom": CivilDate; "minutes": (number)[] }
export type HandedOver = { "personId": Id; "to": Id; "accounts": { "count": number; "ids": (Id)[] }; "requests": { "count": number; "ids": (Id)[] }; "signals": { "count": number; "ids": (Id)[] } }
export type Leaving = { "handOverTo"?: Id | undefined }
export type HandedOverPlanned = { "personId": Id; "to": Id; "accounts": { "count": number; "ids": (Id)[] }; "requests": { "count": number; "ids": (Id)[] }; "signals": { "count": number; "ids": (Id)[] }; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type HandOver = { "to": Id }
export type Today = { "on": CivilDate; "tasks": { "escalated": { "data": (TodayTask)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "blocked": { "data": (TodayTask)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "overdue": { "data": (TodayTask)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "due": { "data": (TodayTask)[]; "total": number; "totalIsAtLeast"?: true | undefined } }; "requests": { "data": (TodayRequest)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "signals": { "data": (Signal)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "overloads": { "data": (TodayOverload)[]; "total": number; "totalIsAtLeast"?: true | undefined }; "health": { "data": (TodayHealth)[]; "total": number; "totalIsAtLeast"?: true | undefined } }
export type TodayTask = { "id": Id; "projectId": Id; "projectName": string; "title": string; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "statusBeforeBlock": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled" | null; "blockedReason": "waiting_client" | "waiting_dependency" | "waiting_approval" | "waiting_access" | "capacity" | "other" | null; "blockedSince": Instant | null; "priority": "low" | "medium" | "high" | "urgent"; "progress": number; "dueOn": CivilDate | null; "assignees": ({ "id": Id; "name": string })[]; "mine": boolean; "assignable": boolean }
export type TodayRequest = { "id": Id; "projectId": Id; "projectName": string; "accountName": string; "title": string; "type": "change" | "content" | "access" | "question" | "issue" | "billing" | "cancellation" | "new_service"; "priority": "low" | "medium" | "high" | "urgent"; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "promised": "answer" | "resolution"; "dueAt": Instant; "overdue": boolean; "assignee": { "id": Id; "name": string } | null; "changeable": boolean }
export type TodayOverload = { "person": { "id": Id; "name": string }; "days": ({ "on": CivilDate; "capacityMinutes": number; "bookedMinutes": number })[] }
export type TodayHealth = { "projectId": Id; "name": string; "from": { "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown" }; "to": { "score": number | null; "band": "healthy" | "watch" | "at_risk" | "unknown" }; "worst": string | null }
export type Found = { "projects": ({ "id": Id; "name": string; "status": "draft" | "onboarding" | "active" | "on_hold" | "completed" | "cancelled"; "accountName": string })[]; "tasks": ({ "id": Id; "title": string; "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "projectId": Id; "projectName": string })[]; "requests": ({ "id": Id; "title": string; "status": "pending" | "in_review" | "awaiting_client" | "accepted" | "completed" | "declined" | "cancelled"; "projectId": Id; "projectName": string })[]; "people": ({ "id": Id; "name": string; "email": string; "active": boolean })[]; "accounts": ({ "id": Id; "name": string; "status": "active" | "archived" })[] }
export type PerformanceAnalytics = { "from": CivilDate; "to": CivilDate; "previousFrom": CivilDate; "previousTo": CivilDate; "asOf": number; "groupBy": string | null; "total": { "figures": { "tasksCreated": number | null; "tasksCompleted": number | null; "cycleMeanMinutes": number | null; "cycleMedianMinutes": number | null; "cycleP85Minutes": number | null; "leadMeanMinutes": number | null; "leadMedianMinutes": number | null; "leadP85Minutes": number | null; "tasksWithDueDate": number | null; "tasksOnTime": number | null; "onTimeRate": number | null; "tasksEstimated": number | null; "estimatedMinutes": number | null; "spentMinutes": number | null; "estimateAccuracy": number | null }; "previous": { "tasksCreated": number | null; "tasksCompleted": number | null; "cycleMeanMinutes": number | null; "cycleMedianMinutes": number | null; "cycleP85Minutes": number | null; "leadMeanMinutes": number | null; "leadMedianMinutes": number | null; "leadP85Minutes": number | null; "tasksWithDueDate": number | null; "tasksOnTime": number | null; "onTimeRate": number | null; "tasksEstimated": number | null; "estimatedMinutes": number | null; "spentMinutes": number | null; "estimateAccuracy": number | null } }; "groups": ({ "key": string; "label": string; "from": CivilDate; "to": CivilDate; "figures": { "tasksCreated": number | null; "tasksCompleted": number | null; "cycleMeanMinutes": number | null; "cycleMedianMinutes": number | null; "cycleP85Minutes": number | null; "leadMeanMinutes": number | null; "leadMedianMinutes": number | null; "leadP85Minutes": number | null; "tasksWithDueDate": number | null; "tasksOnTime": number | null; "onTimeRate": number | null; "tasksEstimated": number | null; "estimatedMinutes": number | null; "spentMinutes": number | null; "estimateAccuracy": number | null }; "previous": { "tasksCreated": number | null; "tasksCompleted": number | null; "cycleMeanMinutes": number | null; "cycleMedianMinutes": number | null; "cycleP85Minutes": number | null; "leadMeanMinutes": number | null; "leadMedianMinutes": number | null; "leadP85Minutes": number | null; "tasksWithDueDate": number | null; "tasksOnTime": number | null; "onTimeRate": number | null; "tasksEstimated": number | null; "estimatedMinutes": number | null; "spentMinutes": number | null; "estimateAccuracy": number | null } | null })[]; "pagination": { "page": number; "limit": number; "total": number; "pages": number } }
export type AnalyticsRows = { "figure": string; "from": CivilDate; "to": CivilDate; "data": (AnalyticsRow)[]; "pagination": { "limit": number; "nextCursor": string | null } }
export type AnalyticsRow = { "on": CivilDate; "subject": { "type": "task" | "request" | "allocation" | "time_entry" | "person"; "id": Id | null; "title": string | null }; "projectId": Id | null; "projectName": string | null; "personId": Id | null; "personName": string | null; "amounts": Record<string, number> }
export type WorkflowAnalytics = { "from": CivilDate; "to": CivilDate; "previousFrom": CivilDate; "previousTo": CivilDate; "asOf": number; "groupBy": string | null; "total": { "figures": { "pendingMinutes": number | null; "pendingMeanMinutes": number | null; "inProgressMinutes": number | null; "inProgressMeanMinutes": number | null; "inReviewMinutes": number | null; "inReviewMeanMinutes": number | null; "timesBlocked": number | null; "blockedMinutes": number | null; "blockedMeanMinutes": number | null; "blockedWaitingClientMinutes": number | null; "blockedWaitingDependencyMinutes": number | null; "blockedWaitingApprovalMinutes": number | null; "blockedWaitingAccessMinutes": number | null; "blockedCapacityMinutes": number | null; "blockedOtherMinutes": number | null; "requestsCreated": number | null; "requestsAnswered": number | null; "requestsAnsweredLate": number | null; "responseMeanMinutes": number | null; "responseMedianMinutes": number | null; "responseP85Minutes": number | null; "requestsClosed": number | null; "requestsResolved": number | null; "requestsResolvedLate": number | null; "resolutionMeanMinutes": number | null; "resolutionMedianMinutes": number | null; "resolutionP85Minutes": number | null }; "previous": { "pendingMinutes": number | null; "pendingMeanMinutes": number | null; "inProgressMinutes": number | null; "inProgressMeanMinutes": number | null; "inReviewMinutes": number | null; "inReviewMeanMinutes": number | null; "timesBlocked": number | null; "blockedMinutes": number | null; "blockedMeanMinutes": number | null; "blockedWaitingClientMinutes": number | null; "blockedWaitingDependencyMinutes": number | null; "blockedWaitingApprovalMinutes": number | null; "blockedWaitingAccessMinutes": number | null; "blockedCapacityMinutes": number | null; "blockedOtherMinutes": number | null; "requestsCreated": number | null; "requestsAnswered": number | null; "requestsAnsweredLate": number | null; "responseMeanMinutes": number | null; "responseMedianMinutes": number | null; "responseP85Minutes": number | null; "requestsClosed": number | null; "requestsResolved": number | null; "requestsResolvedLate": number | null; "resolutionMeanMinutes": number | null; "resolutionMedianMinutes": number | null; "resolutionP85Minutes": number | null } }; "groups": ({ "key": string; "label": string; "from": CivilDate; "to": CivilDate; "figures": { "pendingMinutes": number | null; "pendingMeanMinutes": number | null; "inProgressMinutes": number | null; "inProgressMeanMinutes": number | null; "inReviewMinutes": number | null; "inReviewMeanMinutes": number | null; "timesBlocked": number | null; "blockedMinutes": number | null; "blockedMeanMinutes": number | null; "blockedWaitingClientMinutes": number | null; "blockedWaitingDependencyMinutes": number | null; "blockedWaitingApprovalMinutes": number | null; "blockedWaitingAccessMinutes": number | null; "blockedCapacityMinutes": number | null; "blockedOtherMinutes": number | null; "requestsCreated": number | null; "requestsAnswered": number | null; "requestsAnsweredLate": number | null; "responseMeanMinutes": number | null; "responseMedianMinutes": number | null; "responseP85Minutes": number | null; "requestsClosed": number | null; "requestsResolved": number | null; "requestsResolvedLate": number | null; "resolutionMeanMinutes": number | null; "resolutionMedianMinutes": number | null; "resolutionP85Minutes": number | null }; "previous": { "pendingMinutes": number | null; "pendingMeanMinutes": number | null; "inProgressMinutes": number | null; "inProgressMeanMinutes": number | null; "inReviewMinutes": number | null; "inReviewMeanMinutes": number | null; "timesBlocked": number | null; "blockedMinutes": number | null; "blockedMeanMinutes": number | null; "blockedWaitingClientMinutes": number | null; "blockedWaitingDependencyMinutes": number | null; "blockedWaitingApprovalMinutes": number | null; "blockedWaitingAccessMinutes": number | null; "blockedCapacityMinutes": number | null; "blockedOtherMinutes": number | null; "requestsCreated": number | null; "requestsAnswered": number | null; "requestsAnsweredLate": number | null; "responseMeanMinutes": number | null; "responseMedianMinutes": number | null; "responseP85Minutes": number | null; "requestsClosed": number | null; "requestsResolved": number | null; "requestsResolvedLate": number | null; "resolutionMeanMinutes": number | null; "resolutionMedianMinutes": number | null; "resolutionP85Minutes": number | null } | null })[]; "pagination": { "page": number; "limit": number; "total": number; "pages": number } }
export type UtilisationAnalytics = { "from": CivilDate; "to": CivilDate; "previousFrom": CivilDate; "previousTo": CivilDate; "asOf": number; "groupBy": string | null; "total": { "figures": { "capacityMinutes": number | null; "bookedMinutes": number | null; "workedMinutes": number | null; "freeMinutes": number | null; "bookedRate": number | null; "workedRate": number | null }; "previous": { "capacityMinutes": number | null; "bookedMinutes": number | null; "workedMinutes": number | null; "freeMinutes": number | null; "bookedRate": number | null; "workedRate": number | null } }; "groups": ({ "key": string; "label": string; "from": CivilDate; "to": CivilDate; "figures": { "capacityMinutes": number | null; "bookedMinutes": number | null; "workedMinutes": number | null; "freeMinutes": number | null; "bookedRate": number | null; "workedRate": number | null }; "previous": { "capacityMinutes": number | null; "bookedMinutes": number | null; "workedMinutes": number | null; "freeMinutes": number | null; "bookedRate": number | null; "workedRate": number | null } | null })[]; "pagination": { "page": number; "limit": number; "total": number; "pages": number } }
export type ActivityEntry = { "id": Id; "seq": number | null; "at": Instant; "actor": { "type": string; "id": string; "name": string | null }; "entity": { "type": string; "id": string; "name": string | null }; "projectId": Id | null; "accountId": Id | null; "event": string; "sentence": string; "cause": { "id": Id; "sentence": string } | null; "changes": Record<string, unknown> }
export type ActivityProof = { "ok": boolean; "entries": number; "proven": number; "notSealedYet": number; "batches": number; "head": string | null; "headCopy": "agrees" | "none"; "firstBad": { "seq": number | null; "id": Id | null; "what": string } | null }
export type AutomationRule = { "name": string; "says": string; "enabled": boolean; "settings": Record<string, unknown>; "defaults": Record<string, unknown>; "shape": Record<string, unknown>; "coolDownMinutes": number; "lastRun": RuleRun | null; "version": number }
export type RuleRun = { "id": string; "at": string; "entryId": string | null; "subjectId": string; "outcome": "done" | "failed"; "did": string; "error": string | null }
export type FailedJob = { "id": string; "queue": string; "what": string; "entryId": string | null; "status": "failed" | "requested" | "done" | "dismissed"; "error": string; "tries": number; "failedAt": string; "version": number; "createdAt": string; "updatedAt": string }
export type Alert = { "id": Id; "fingerprint": string; "severity": "warning" | "critical"; "status": "open" | "acknowledged" | "cleared"; "title": string; "detail": Record<string, unknown>; "count": number; "firstAt": Instant; "lastAt": Instant; "acknowledgedAt": Instant | null; "acknowledgedBy": Id | null; "acknowledgement": string | null; "clearedAt": Instant | null; "clearedBy": Id | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type AlertNote = { "note"?: string | undefined }
export type Digest = { "from": CivilDate; "to": CivilDate; "needs": ({ "kind": "late_requests" | "signals" | "work" | "capacity" | "payments"; "summary": string | null; "lines": ({ "text": string; "entity": { "type": string; "id": Id }; "projectId": Id | null })[]; "more": number })[]; "changed": ({ "kind": "health" | "projects" | "requests" | "subscriptions"; "summary": string | null; "lines": ({ "text": string; "entity": { "type": string; "id": Id }; "projectId": Id | null })[]; "more": number })[] }
export type Notification = { "id": Id; "kind": "task_assigned" | "task_ready" | "task_status_changed" | "task_overdue" | "task_blocked" | "schedule_changed" | "project_assigned" | "project_status_changed" | "project_set_up" | "request_received" | "request_status_changed" | "request_overdue" | "message_received" | "signal_raised" | "alert_raised" | "weekly_digest"; "title": string; "body": string; "entity": { "type": string; "id": Id }; "projectId": Id | null; "actor": { "type": "person" | "rule" | "client" | "integration"; "id": string; "name": string }; "causeId": Id | null; "at": Instant; "readAt": Instant | null }
export type NotificationPreferences = { "kinds": { "task_assigned": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "task_ready": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "task_status_changed": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "task_overdue": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "task_blocked": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "schedule_changed": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "project_assigned": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "project_status_changed": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "project_set_up": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "request_received": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "request_status_changed": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "request_overdue": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "message_received": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "signal_raised": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "alert_raised": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean }; "weekly_digest": { "inApp": boolean; "email": "instant" | "digest" | "off"; "chat": boolean } }; "digestHour": number; "quietHours": { "from": string; "to": string } | null; "mutedProjectIds": (Id)[] }
export type NotificationPreferencesChange = { "kinds"?: { "task_assigned"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "task_ready"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "task_status_changed"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "task_overdue"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "task_blocked"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "schedule_changed"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "project_assigned"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "project_status_changed"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "project_set_up"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "request_received"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "request_status_changed"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "request_overdue"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "message_received"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "signal_raised"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "alert_raised"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined; "weekly_digest"?: { "inApp"?: boolean | undefined; "email"?: "instant" | "digest" | "off" | undefined; "chat"?: boolean | undefined } | undefined } | undefined; "digestHour"?: number | undefined; "quietHours"?: { "from": string; "to": string } | null | undefined; "mutedProjectIds"?: (Id)[] | undefined }
export type Presence = { "projectId": string; "people": ({ "id": string; "name": string })[] }
export type StripeConnection = { "connected": boolean; "lastEventAt": Instant | null; "waiting": number; "failing": ({ "kind": "subscription" | "payment" | "invoice" | "entry"; "subject": string; "attempts": number; "error": string; "nextAttemptAt": Instant | null })[] }
export type SubscriptionSync = { "created": ({ "externalId": string; "productName": string; "customerName": string })[]; "updated": ({ "externalId": string; "productName": string; "customerName": string; "id": Id; "fields": (string)[] })[]; "unchanged": number; "missing": ({ "id": Id; "externalId": string; "productName": string })[]; "failed": ({ "externalId": string; "productName": string; "customerName": string; "error": string })[]; "invoices": number }
export type EntryExportPlanned = { "entries": ({ "id": Id; "accountId": Id; "projectId": Id | null; "amountMinor": number; "currency": string })[]; "exported": number; "fromStripe": number; "withoutCustomer": number; "more": number; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type EntriesToExport = { "provider": "stripe"; "entryIds"?: (Id)[] | undefined; "accountId"?: Id | undefined; "projectId"?: Id | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined }
export type ImportReportPlanned = { "created": number; "updated": number; "existing": number; "failed": number; "columns": { "understood": (string)[]; "ignored": (string)[] }; "rows": (ImportedRow)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type ImportedRow = { "line": number; "action": "create" | "update" | "exists" | "error"; "id"?: Id | undefined; "errors"?: (RowError)[] | undefined }
export type RowError = { "column": string; "rule": string; "message": string }
export type AccountSync = { "id": Id; "source": "pull" | "delivery" | "file"; "status": "done" | "failed"; "startedBy": Id | null; "counts": { "refused": number; "conflict": number; "waiting": number; "only_here": number; "created": number; "linked": number; "updated": number; "unchanged": number }; "error": string | null; "tries": number; "startedAt": Instant; "endedAt": Instant }
export type AccountSyncReport = { "id": Id; "source": "pull" | "delivery" | "file"; "status": "done" | "failed"; "startedBy": Id | null; "counts": { "refused": number; "conflict": number; "waiting": number; "only_here": number; "created": number; "linked": number; "updated": number; "unchanged": number }; "error": string | null; "tries": number; "startedAt": Instant; "endedAt": Instant; "rows": (SyncedAccount)[] }
export type SyncedAccount = { "outcome": "refused" | "conflict" | "waiting" | "only_here" | "created" | "linked" | "updated" | "unchanged"; "externalId": string | null; "accountId": Id | null; "name": string | null; "changes": Record<string, { "from"?: unknown | undefined; "to"?: unknown | undefined }>; "reason": string | null }
export type AccountConnection = { "host": string | null; "takesDeliveries": boolean; "everyMinutes": number; "inStep": number; "waiting": number; "last": AccountSync | null }
export type AccountSyncReportPlanned = { "id": Id; "source": "pull" | "delivery" | "file"; "status": "done" | "failed"; "startedBy": Id | null; "counts": { "refused": number; "conflict": number; "waiting": number; "only_here": number; "created": number; "linked": number; "updated": number; "unchanged": number }; "error": string | null; "tries": number; "startedAt": Instant; "endedAt": Instant; "rows": (SyncedAccount)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type NewAccount = { "id"?: Id | undefined; "name": string; "status"?: "active" | "archived" | undefined; "parentAccountId"?: Id | null | undefined; "externalId"?: string | null | undefined; "stripeCustomerId"?: string | null | undefined; "timezone"?: string | null | undefined; "contacts"?: ({ "name": string; "email"?: string | null | undefined; "phone"?: string | null | undefined; "role"?: string | null | undefined })[] | undefined; "accountManagerIds"?: (Id)[] | undefined }
export type Me = { "id": Id; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "services": (string)[]; "skills": (string)[]; "teamIds": (Id)[]; "weeklyCapacity": (WeeklyCapacity)[]; "availabilityFactor": number; "active": boolean; "joinedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "organization": { "id": Id; "name": string; "timezone": string; "currency": string }; "permissions": Record<"project.list" | "project.read" | "project.create" | "project.update" | "project.assign" | "project.delete" | "project.restore" | "project.batch" | "task.read" | "task.create" | "task.update" | "task.update_status" | "task.assign" | "task.delete" | "task.discuss" | "communication.read" | "communication.write" | "channel.manage" | "attachment.read" | "attachment.write" | "request.read" | "request.create" | "request.update" | "request.process" | "client_link.manage" | "pulse.read" | "pulse.update" | "signal.read" | "signal.update" | "subscription.read" | "subscription.write" | "billing.read" | "billing.write" | "analytics.read" | "collection.read" | "activity.read" | "audit.read" | "automation.manage" | "alert.manage" | "job.manage" | "time.read" | "time.write" | "schedule.read" | "schedule.update" | "schedule.people" | "account.read" | "account.write" | "account.coordinate" | "person.read" | "person.write" | "team.read" | "team.write" | "template.read" | "template.write" | "settings.read" | "settings.write" | "me.read" | "me.projects" | "me.update_task_status" | "me.password" | "me.notifications" | "me.digest" | "live.follow" | "feed.manage" | "token.manage", ("organization" | "assigned" | "team" | "accounts" | "own")[]> }
export type Person = { "id": Id; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "services": (string)[]; "skills": (string)[]; "teamIds": (Id)[]; "weeklyCapacity": (WeeklyCapacity)[]; "availabilityFactor": number; "active": boolean; "joinedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type NewPerson = { "id"?: Id | undefined; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "services"?: (string)[] | undefined; "skills"?: (string)[] | undefined; "teamIds"?: (Id)[] | undefined; "weeklyCapacity"?: (WeeklyCapacity)[] | undefined; "availabilityFactor"?: number | undefined }
export type Team = { "id": Id; "name": string; "leadId": Id | null; "memberIds": (Id)[]; "services": (string)[]; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type NewTeam = { "id"?: Id | undefined; "name": string; "leadId"?: Id | null | undefined; "memberIds"?: (Id)[] | undefined; "services"?: (string)[] | undefined }
export type TeamChange = { "name"?: string | undefined; "leadId"?: Id | null | undefined; "memberIds"?: (Id)[] | undefined; "services"?: (string)[] | undefined }
export type Template = { "id": Id; "name": string; "type": string; "isDefault": boolean; "engagement": "retainer" | "one_off"; "stages": (string)[]; "tasks": (TemplateTask)[]; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type TemplateTask = { "key": string; "title": string; "kind": "task" | "milestone"; "description": string; "stage": string | null; "offsetDays": number; "durationDays": number | null; "estimateMinutes": number | null; "role": string | null; "skills": (string)[]; "priority": "low" | "medium" | "high" | "urgent"; "required": boolean; "parentKey": string | null; "dependsOn": ({ "key": string; "type": "FS" | "SS" | "FF" | "SF"; "lagDays": number })[]; "recurrence": Recurrence | null }
export type Recurrence = string
export type NewTemplate = { "id"?: Id | undefined; "name": string; "type": string; "isDefault"?: boolean | undefined; "engagement"?: "retainer" | "one_off" | undefined; "stages"?: (string)[] | undefined; "tasks"?: (NewTemplateTask)[] | undefined }
export type NewTemplateTask = { "key": string; "title": string; "kind"?: "task" | "milestone" | undefined; "description"?: string | undefined; "stage"?: string | null | undefined; "offsetDays": number; "durationDays"?: number | null | undefined; "estimateMinutes"?: number | null | undefined; "role"?: string | null | undefined; "skills"?: (string)[] | undefined; "priority"?: "low" | "medium" | "high" | "urgent" | undefined; "required"?: boolean | undefined; "parentKey"?: string | null | undefined; "dependsOn"?: ({ "key": string; "type"?: "FS" | "SS" | "FF" | "SF" | undefined; "lagDays"?: number | undefined })[] | undefined; "recurrence"?: Recurrence | null | undefined }
export type TemplateChange = { "name"?: string | undefined; "type"?: string | undefined; "isDefault"?: boolean | undefined; "engagement"?: "retainer" | "one_off" | undefined; "stages"?: (string)[] | undefined; "tasks"?: (NewTemplateTask)[] | undefined }
export type Settings = { "id": Id; "name": string; "timezone": string; "currency": string; "workWeek": WorkWeek; "projectTypes": (string)[]; "capacitySoftLimitPercent": number; "activityRetentionMonths": number | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type WorkWeek = { "mon": ({ "from": string; "to": string })[]; "tue": ({ "from": string; "to": string })[]; "wed": ({ "from": string; "to": string })[]; "thu": ({ "from": string; "to": string })[]; "fri": ({ "from": string; "to": string })[]; "sat": ({ "from": string; "to": string })[]; "sun": ({ "from": string; "to": string })[] }
export type Holiday = { "id": Id; "on": CivilDate; "name": string; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type ChangedHolidayPlanned = { "id": Id; "on": CivilDate; "name": string; "version": number; "createdAt": Instant; "updatedAt": Instant; "overloads": (ScheduleConflict)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type ScheduleConflict = { "personId": Id; "name": string; "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "requestedMinutes": number; "minutesOver": number; "bookings": ({ "allocationId": Id; "projectId": Id; "projectName": string; "minutes": number } | { "hidden": true; "minutes": number })[] }
export type NewHoliday = { "id"?: Id | undefined; "on": CivilDate; "name": string }
export type HolidayImport = { "country": string; "region"?: string | undefined; "year": number; "language"?: string | undefined }
export type HolidayChange = { "on"?: CivilDate | undefined; "name"?: string | undefined }
export type TimeOff = { "id": Id; "personId": Id; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay": number | null; "note": string; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type ChangedTimeOffPlanned = { "id": Id; "personId": Id; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay": number | null; "note": string; "version": number; "createdAt": Instant; "updatedAt": Instant; "overloads": (ScheduleConflict)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type NewTimeOff = { "id"?: Id | undefined; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay"?: number | null | undefined; "note"?: string | undefined }
export type TimeOffChange = { "startOn"?: CivilDate | undefined; "endOn"?: CivilDate | undefined; "minutesPerDay"?: number | null | undefined; "note"?: string | undefined }
export type PersonPlanned = { "id": Id; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "services": (string)[]; "skills": (string)[]; "teamIds": (Id)[]; "weeklyCapacity": (WeeklyCapacity)[]; "availabilityFactor": number; "active": boolean; "joinedAt": Instant | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type PersonChange = { "name"?: string | undefined; "email"?: string | undefined; "roles"?: ("project_admin" | "project_manager" | "team_lead" | "account_manager")[] | undefined; "services"?: (string)[] | undefined; "skills"?: (string)[] | undefined; "teamIds"?: (Id)[] | undefined; "weeklyCapacity"?: (WeeklyCapacity)[] | undefined; "availabilityFactor"?: number | undefined }
export type SettingsPlanned = { "id": Id; "name": string; "timezone": string; "currency": string; "workWeek": WorkWeek; "projectTypes": (string)[]; "capacitySoftLimitPercent": number; "activityRetentionMonths": number | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type SettingsChange = { "name"?: string | undefined; "timezone"?: string | undefined; "currency"?: string | undefined; "workWeek"?: WorkWeek | undefined; "projectTypes"?: (string)[] | undefined; "capacitySoftLimitPercent"?: number | undefined; "activityRetentionMonths"?: number | null | undefined }
export type Baseline = { "id": Id; "projectId": Id; "name": string; "note": string; "taskCount": number; "finishOn": CivilDate | null; "version": number; "createdAt": Instant; "updatedAt": Instant }
export type NewBaseline = { "id"?: Id | undefined; "name": string; "note"?: string | undefined }
export type BaselineComparison = { "id": Id; "projectId": Id; "name": string; "note": string; "taskCount": number; "finishOn": CivilDate | null; "version": number; "createdAt": Instant; "updatedAt": Instant; "tasks": (ComparedTask)[]; "summary": { "projectFinishBaseline": CivilDate | null; "projectFinishNow": CivilDate | null; "slipDays": number | null; "moved": number; "added": number; "removed": number } }
export type ComparedTask = { "taskId": Id; "title": string; "change": "same" | "moved" | "added" | "removed"; "baseline": PlannedTask | null; "now": PlannedTask | null; "startSlipDays": number | null; "finishSlipDays": number | null }
export type PlannedTask = { "status": "pending" | "in_progress" | "in_review" | "blocked" | "completed" | "cancelled"; "startOn": CivilDate | null; "dueOn": CivilDate | null; "durationDays": number | null; "estimateMinutes": number | null }
export type BaselineChange = { "name"?: string | undefined; "note"?: string | undefined }
export type Feed = { "id": Id; "kind": "mine" | "project" | "team"; "projectId": Id | null; "teamId": Id | null; "createdAt": Instant; "url"?: string | undefined }
export type NewFeed = { "id"?: Id | undefined; "kind": "mine" | "project" | "team"; "projectId"?: Id | undefined; "teamId"?: Id | undefined }
export type ProjectSchedule = { "projectId": Id; "from": CivilDate; "to": CivilDate; "tasks": (Task)[]; "milestones": (Task)[]; "undated": (Task)[]; "extent": { "from": CivilDate | null; "to": CivilDate | null }; "allocations": (Allocation)[]; "people": (ScheduledPerson)[]; "holidays": (Holiday)[]; "conflicts": (OverbookedDay | BrokenLink | MissedDeadline)[] }
export type ScheduledPerson = { "personId": Id; "name": string; "days": ({ "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "projectMinutes": number })[] }
export type OverbookedDay = { "personId": Id; "name": string; "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "requestedMinutes": number; "minutesOver": number; "bookings": ({ "allocationId": Id; "projectId": Id; "projectName": string; "minutes": number } | { "hidden": true; "minutes": number })[]; "kind": "overbooked" }
export type BrokenLink = { "kind": "broken_link"; "taskId": Id; "predecessorId": Id | null; "type": string; "minutes": number }
export type MissedDeadline = { "kind": "missed_deadline"; "taskId": Id; "on": CivilDate; "finishOn": CivilDate }
export type ChangedSchedulePlanned = { "projectId": Id; "from": CivilDate; "to": CivilDate; "tasks": (Task)[]; "milestones": (Task)[]; "undated": (Task)[]; "extent": { "from": CivilDate | null; "to": CivilDate | null }; "allocations": (Allocation)[]; "people": (ScheduledPerson)[]; "holidays": (Holiday)[]; "conflicts": (OverbookedDay | BrokenLink | MissedDeadline)[]; "warnings": (CapacityWarning)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type CapacityWarning = { "personId": Id; "name": string; "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "percent": number }
export type ScheduleChange = { "tasks"?: (TaskMove)[] | undefined; "milestones"?: (TaskMove)[] | undefined; "allocations"?: { "create"?: (NewAllocation)[] | undefined; "update"?: (AllocationUpdate)[] | undefined; "remove"?: (Id)[] | undefined } | undefined; "override"?: Override | undefined }
export type TaskMove = { "id": Id; "startOn"?: CivilDate | null | undefined; "dueOn"?: CivilDate | null | undefined; "durationDays"?: number | null | undefined; "scheduling"?: "automatic" | "manual" | undefined; "constraint"?: { "kind": "not_before" | "must_finish_by"; "on": CivilDate } | null | undefined; "dependencies"?: (NewDependency)[] | undefined }
export type NewAllocation = { "id"?: Id | undefined; "personId"?: Id | undefined; "placeholder"?: Placeholder | undefined; "taskId"?: Id | null | undefined; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay"?: number | undefined; "percent"?: number | undefined; "totalMinutes"?: number | undefined; "status"?: "tentative" | "confirmed" | undefined }
export type AllocationUpdate = { "personId"?: Id | undefined; "placeholder"?: Placeholder | undefined; "taskId"?: Id | null | undefined; "startOn"?: CivilDate | undefined; "endOn"?: CivilDate | undefined; "minutesPerDay"?: number | undefined; "percent"?: number | undefined; "totalMinutes"?: number | undefined; "status"?: "tentative" | "confirmed" | "released" | undefined; "id": Id }
export type Override = { "reason": string }
export type PeopleSchedule = { "from": CivilDate; "to": CivilDate; "bookings": (ShownBooking)[]; "timeOff": (TimeOff)[]; "holidays": (Holiday)[]; "conflicts": (ScheduleConflict)[]; "placeholders": (OpenBooking)[]; "people": (PersonSchedule)[]; "pagination": { "page": number; "limit": number; "total": number; "pages": number } }
export type ShownBooking = { "allocationId": Id | null; "personId": Id; "projectId": Id | null; "projectName": string | null; "taskId": Id | null; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay": number | null; "percent": number | null; "totalMinutes": number | null; "bookedMinutes": number; "status": "tentative" | "confirmed"; "changeable": boolean; "overrideReason": string | null }
export type OpenBooking = { "allocationId": Id; "placeholder": Placeholder; "projectId": Id; "projectName": string; "taskId": Id | null; "startOn": CivilDate; "endOn": CivilDate; "minutesPerDay": number | null; "percent": number | null; "totalMinutes": number | null; "bookedMinutes": number; "status": "tentative" | "confirmed"; "changeable": boolean }
export type PersonSchedule = { "personId": Id; "name": string; "active": boolean; "capacityMinutes": number; "bookedMinutes": number; "tentativeMinutes": number; "overbookMinutes": number; "utilisation": number | null; "days": ({ "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "tentativeMinutes": number; "overbookMinutes": number })[] }
export type MySchedule = { "from": CivilDate; "to": CivilDate; "bookings": (ShownBooking)[]; "timeOff": (TimeOff)[]; "holidays": (Holiday)[]; "conflicts": (ScheduleConflict)[]; "personId": Id; "name": string; "active": boolean; "capacityMinutes": number; "bookedMinutes": number; "tentativeMinutes": number; "overbookMinutes": number; "utilisation": number | null; "days": ({ "date": CivilDate; "capacityMinutes": number; "bookedMinutes": number; "tentativeMinutes": number; "overbookMinutes": number })[]; "tasks": (Task)[] }
export type ProjectImportReportPlanned = { "created": number; "updated": number; "existing": number; "failed": number; "columns": { "understood": (string)[]; "ignored": (string)[] }; "rows": (ImportedRow)[]; "kind": "projects" | "tasks" | "plan"; "plan"?: PlanImport | undefined; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
export type PlanImport = { "projectId": Id; "name": string; "startOn": CivilDate | null; "tasks": ({ "id": Id; "row": number; "title": string; "startOn": CivilDate | null; "dueOn": CivilDate | null; "totalFloatMinutes": number | null; "file": { "startOn": CivilDate | null; "dueOn": CivilDate | null; "totalFloatMinutes": number | null }; "differs": boolean })[]; "differing": number; "skipped": ({ "row": number | null; "element": string; "reason": string })[] }
export type SignedInPerson = { "person": { "id": Id; "name": string; "email": string; "roles": ("project_admin" | "project_manager" | "team_lead" | "account_manager")[]; "organizationId": Id }; "expiresAt": Instant }
export type SignIn = { "email": string; "password": string }
export type PasswordChange = { "currentPassword": string; "newPassword": string }
export type Invitation = { "name": string; "email": string; "organization": { "name": string }; "expiresAt": Instant }
export type ChosenPassword = { "password": string }
export type ApiToken = { "id": Id; "name": string; "expiresAt": Instant | null; "scopes": (string)[]; "createdAt": Instant; "token"?: string | undefined }
export type NewApiToken = { "id"?: Id | undefined; "name": string; "scopes": ("*" | "project.list" | "project.read" | "project.create" | "project.update" | "project.assign" | "project.delete" | "project.restore" | "project.batch" | "task.read" | "task.create" | "task.update" | "task.update_status" | "task.assign" | "task.delete" | "task.discuss" | "communication.read" | "communication.write" | "channel.manage" | "attachment.read" | "attachment.write" | "request.read" | "request.create" | "request.update" | "request.process" | "client_link.manage" | "pulse.read" | "pulse.update" | "signal.read" | "signal.update" | "subscription.read" | "subscription.write" | "billing.read" | "billing.write" | "analytics.read" | "collection.read" | "activity.read" | "audit.read" | "automation.manage" | "alert.manage" | "job.manage" | "time.read" | "time.write" | "schedule.read" | "schedule.update" | "schedule.people" | "account.read" | "account.write" | "account.coordinate" | "person.read" | "person.write" | "team.read" | "team.write" | "template.read" | "template.write" | "settings.read" | "settings.write" | "me.read" | "me.projects" | "me.update_task_status" | "me.password" | "me.notifications" | "me.digest" | "live.follow" | "feed.manage" | "token.manage")[]; "expiresAt"?: string | null | undefined }

export interface Doors {
  'GET /v1/admin/projects': {
    query: { "id"?: string | undefined; "status"?: string | undefined; "type"?: string | undefined; "priority"?: string | undefined; "accountId"?: string | undefined; "parentAccountId"?: string | undefined; "managerId"?: string | undefined; "teamId"?: string | undefined; "memberId"?: string | undefined; "band"?: string | undefined; "tag"?: string | undefined; "dueOn[gte]"?: CivilDate | undefined; "dueOn[lte]"?: CivilDate | undefined; "updatedAt[gte]"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "updatedAt" | "-updatedAt" | "createdAt" | "-createdAt" | "name" | "-name" | "status" | "-status" | "priority" | "-priority" | "startOn" | "-startOn" | "dueOn" | "-dueOn" | "progress" | "-progress" | "score" | "-score" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[startOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[dueOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[progress]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[score]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ListedProject)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects': {
    query: {  }
    body: NewProject
    reply: Project
  }
  'POST /v1/admin/projects/preview-set-up': {
    query: {  }
    body: NewProject
    reply: SetUpPreview
  }
  'GET /v1/admin/projects/:projectId': {
    query: {  }
    body: undefined
    reply: Project
  }
  'PUT /v1/admin/projects/:projectId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: ProjectChange
    reply: ProjectPlanned
  }
  'DELETE /v1/admin/projects/:projectId': {
    query: { "reason"?: string | undefined; "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: { "reason"?: string | undefined } | undefined
    reply: { "id": Id; "deletedAt": Instant; "restorableUntil": Instant; "removed": { "tasks": number; "timeEntries": number; "requests": number; "communications": number; "allocations": number }; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
  }
  'POST /v1/admin/projects/:projectId/restore': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: undefined
    reply: ProjectPlanned
  }
  'GET /v1/admin/me/projects': {
    query: { "id"?: string | undefined; "status"?: string | undefined; "type"?: string | undefined; "priority"?: string | undefined; "accountId"?: string | undefined; "parentAccountId"?: string | undefined; "managerId"?: string | undefined; "teamId"?: string | undefined; "memberId"?: string | undefined; "band"?: string | undefined; "tag"?: string | undefined; "dueOn[gte]"?: CivilDate | undefined; "dueOn[lte]"?: CivilDate | undefined; "updatedAt[gte]"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "updatedAt" | "-updatedAt" | "createdAt" | "-createdAt" | "name" | "-name" | "status" | "-status" | "priority" | "-priority" | "startOn" | "-startOn" | "dueOn" | "-dueOn" | "progress" | "-progress" | "score" | "-score" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[startOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[dueOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[progress]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[score]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ListedProject)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/batch': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: Batch
    reply: BatchResultsPlanned
  }
  'GET /v1/admin/projects/:projectId/tasks': {
    query: { "id"?: string | undefined; "status"?: string | undefined; "kind"?: "task" | "milestone" | undefined; "assigneeId"?: string | undefined; "priority"?: string | undefined; "stage"?: string | undefined; "dueOn[gte]"?: CivilDate | undefined; "dueOn[lte]"?: CivilDate | undefined; "overdue"?: true | false | undefined; "ready"?: true | false | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "title" | "-title" | "status" | "-status" | "priority" | "-priority" | "startOn" | "-startOn" | "dueOn" | "-dueOn" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[title]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[startOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[dueOn]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Task)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/tasks': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: NewTask
    reply: TaskWithHistoryPlanned
  }
  'GET /v1/admin/projects/tasks/:taskId': {
    query: {  }
    body: undefined
    reply: TaskWithHistory
  }
  'PUT /v1/admin/projects/tasks/:taskId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: TaskChange
    reply: TaskWithHistoryPlanned
  }
  'DELETE /v1/admin/projects/tasks/:taskId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
  }
  'PUT /v1/admin/projects/tasks/:taskId/status': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: TaskStatusChange
    reply: TaskWithHistoryPlanned
  }
  'GET /v1/admin/projects/tasks/:taskId/why': {
    query: {  }
    body: undefined
    reply: Why
  }
  'GET /v1/admin/me/tasks': {
    query: { "id"?: string | undefined; "status"?: string | undefined; "kind"?: "task" | "milestone" | undefined; "assigneeId"?: string | undefined; "priority"?: string | undefined; "stage"?: string | undefined; "dueOn[gte]"?: CivilDate | undefined; "dueOn[lte]"?: CivilDate | undefined; "overdue"?: true | false | undefined; "ready"?: true | false | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "title" | "-title" | "status" | "-status" | "priority" | "-priority" | "startOn" | "-startOn" | "dueOn" | "-dueOn" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[title]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[startOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[dueOn]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (MyTask)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'PUT /v1/admin/me/tasks/:taskId/status': {
    query: {  }
    body: TaskStatusChange
    reply: TaskWithHistory
  }
  'GET /v1/admin/projects/tasks/:taskId/time': {
    query: { "personId"?: string | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "on" | "-on" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[on]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (TimeEntry)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/tasks/:taskId/time': {
    query: {  }
    body: NewTimeEntry
    reply: TimeEntry
  }
  'PUT /v1/admin/projects/tasks/:taskId/time/:entryId': {
    query: {  }
    body: TimeEntryChange
    reply: TimeEntry
  }
  'DELETE /v1/admin/projects/tasks/:taskId/time/:entryId': {
    query: {  }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant }
  }
  'GET /v1/admin/me/time': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "on" | "-on" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[on]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (MyTimeEntry)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/projects/:projectId/requests': {
    query: { "status"?: string | undefined; "type"?: string | undefined; "priority"?: string | undefined; "source"?: string | undefined; "assigneeId"?: string | undefined; "overdue"?: true | false | undefined; "unanswered"?: true | false | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "resolveBy" | "-resolveBy" | "respondBy" | "-respondBy" | "priority" | "-priority" | "status" | "-status" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[resolveBy]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[respondBy]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (RequestWithThread)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/requests': {
    query: {  }
    body: NewRequest
    reply: RequestWithHistory
  }
  'GET /v1/admin/requests': {
    query: { "status"?: string | undefined; "type"?: string | undefined; "priority"?: string | undefined; "source"?: string | undefined; "assigneeId"?: string | undefined; "overdue"?: true | false | undefined; "unanswered"?: true | false | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "resolveBy" | "-resolveBy" | "respondBy" | "-respondBy" | "priority" | "-priority" | "status" | "-status" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[resolveBy]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[respondBy]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined; "projectId"?: string | undefined; "accountId"?: string | undefined }
    body: undefined
    reply: { "data": (Request)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/projects/requests/:requestId': {
    query: {  }
    body: undefined
    reply: RequestWithHistory
  }
  'PUT /v1/admin/projects/requests/:requestId': {
    query: {  }
    body: RequestChange
    reply: RequestWithHistory
  }
  'PUT /v1/admin/projects/requests/:requestId/status': {
    query: {  }
    body: RequestStatusChange
    reply: RequestWithHistory
  }
  'PUT /v1/admin/projects/requests/:requestId/process': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: RequestProcessing
    reply: ProcessedRequestPlanned
  }
  'GET /v1/admin/projects/:projectId/client-links': {
    query: { "live"?: true | false | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ClientLink)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/client-links': {
    query: {  }
    body: NewClientLink
    reply: ClientLink
  }
  'GET /v1/admin/client-links/:clientLinkId': {
    query: {  }
    body: undefined
    reply: ClientLink
  }
  'DELETE /v1/admin/client-links/:clientLinkId': {
    query: {  }
    body: undefined
    reply: ClientLink
  }
  'GET /v1/client/:token': {
    query: {  }
    body: undefined
    reply: ClientPage
  }
  'GET /v1/client/:token/requests': {
    query: { "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ClientRequest)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/client/:token/requests': {
    query: {  }
    body: ClientAsks
    reply: ClientRequestWithThread
  }
  'GET /v1/client/:token/requests/:requestId': {
    query: {  }
    body: undefined
    reply: ClientRequestWithThread
  }
  'POST /v1/client/:token/requests/:requestId/messages': {
    query: {  }
    body: ClientSays
    reply: ClientRequestWithThread
  }
  'POST /v1/client/:token/requests/:requestId/cancel': {
    query: {  }
    body: undefined
    reply: ClientRequestWithThread
  }
  'GET /v1/admin/projects/:projectId/communications': {
    query: { "threadType"?: "project" | "task" | "request" | "signal" | undefined; "threadId"?: Id | undefined; "visibility"?: "internal" | "client" | undefined; "direction"?: string | undefined; "channel"?: string | undefined; "from"?: string | undefined; "to"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "saidAt" | "-saidAt" | "createdAt" | "-createdAt" | undefined; "sort[saidAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Communication)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/communications': {
    query: {  }
    body: NewCommunication
    reply: Communication
  }
  'GET /v1/admin/projects/:projectId/recipients': {
    query: { "requestId"?: Id | undefined }
    body: undefined
    reply: { "data": (KnownRecipient)[] }
  }
  'GET /v1/admin/communications/:communicationId': {
    query: {  }
    body: undefined
    reply: Communication
  }
  'GET /v1/admin/projects/tasks/:taskId/communications': {
    query: { "visibility"?: "internal" | "client" | undefined; "direction"?: string | undefined; "channel"?: string | undefined; "from"?: string | undefined; "to"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "saidAt" | "-saidAt" | "createdAt" | "-createdAt" | undefined; "sort[saidAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Communication)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/tasks/:taskId/communications': {
    query: {  }
    body: NewMessage
    reply: Communication
  }
  'GET /v1/admin/projects/:projectId/attachments': {
    query: { "taskId"?: Id | undefined; "requestId"?: Id | undefined; "communicationId"?: Id | undefined; "visibility"?: "internal" | "client" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Attachment)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/attachments': {
    query: { "name": string; "id"?: Id | undefined; "taskId"?: Id | undefined; "requestId"?: Id | undefined; "visibility"?: "internal" | "client" | undefined }
    body: string
    reply: Attachment
  }
  'GET /v1/admin/attachments/:attachmentId': {
    query: {  }
    body: undefined
    reply: Attachment
  }
  'DELETE /v1/admin/attachments/:attachmentId': {
    query: {  }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant }
  }
  'GET /v1/admin/attachments/:attachmentId/content': {
    query: {  }
    body: undefined
    reply: string
  }
  'POST /v1/client/:token/requests/:requestId/attachments': {
    query: { "name": string }
    body: string
    reply: AttachmentMention
  }
  'GET /v1/client/:token/attachments/:attachmentId/content': {
    query: {  }
    body: undefined
    reply: string
  }
  'GET /v1/admin/projects/:projectId/channel': {
    query: {  }
    body: undefined
    reply: Channel
  }
  'PUT /v1/admin/projects/:projectId/channel': {
    query: {  }
    body: ChannelConnection
    reply: Channel
  }
  'DELETE /v1/admin/projects/:projectId/channel': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /v1/admin/projects/:projectId/pulse': {
    query: { "metrics"?: string | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "asOf"?: CivilDate | undefined }
    body: undefined
    reply: ProjectPulse
  }
  'PUT /v1/admin/projects/:projectId/pulse': {
    query: {  }
    body: NewPulseMetrics
    reply: ProjectPulse
  }
  'POST /v1/admin/projects/:projectId/pulse/preview': {
    query: {  }
    body: PulseActions
    reply: PreviewedPulse
  }
  'GET /v1/admin/signals': {
    query: { "status"?: string | undefined; "type"?: string | undefined; "priority"?: string | undefined; "accountId"?: string | undefined; "projectId"?: string | undefined; "personId"?: string | undefined; "assigneeId"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "priority" | "-priority" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[priority]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Signal)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/signals': {
    query: {  }
    body: NewSignal
    reply: Signal
  }
  'GET /v1/admin/signals/:signalId': {
    query: {  }
    body: undefined
    reply: Signal
  }
  'PUT /v1/admin/signals/:signalId': {
    query: {  }
    body: SignalChange
    reply: Signal
  }
  'PUT /v1/admin/signals/:signalId/status': {
    query: {  }
    body: SignalStatusChange
    reply: Signal
  }
  'GET /v1/admin/signals/:signalId/communications': {
    query: { "visibility"?: "internal" | "client" | undefined; "direction"?: string | undefined; "channel"?: string | undefined; "from"?: string | undefined; "to"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "saidAt" | "-saidAt" | "createdAt" | "-createdAt" | undefined; "sort[saidAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Communication)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/signals/:signalId/communications': {
    query: {  }
    body: SignalMessage
    reply: Communication
  }
  'GET /v1/admin/subscriptions': {
    query: { "accountId"?: string | undefined; "projectId"?: string | undefined; "status"?: string | undefined; "productType"?: string | undefined; "provider"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "status" | "-status" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Subscription)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/subscriptions': {
    query: {  }
    body: NewSubscription
    reply: Subscription
  }
  'GET /v1/admin/subscriptions/:subscriptionId': {
    query: {  }
    body: undefined
    reply: Subscription
  }
  'PUT /v1/admin/subscriptions/:subscriptionId': {
    query: {  }
    body: SubscriptionChange
    reply: Subscription
  }
  'DELETE /v1/admin/subscriptions/:subscriptionId': {
    query: {  }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant }
  }
  'GET /v1/admin/projects/:projectId/billing': {
    query: {  }
    body: undefined
    reply: ProjectBilling
  }
  'GET /v1/admin/billing/entries': {
    query: { "projectId"?: string | undefined; "accountId"?: string | undefined; "kind"?: string | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "exported"?: true | false | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "postedAt" | "-postedAt" | undefined; "sort[postedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (BillingEntry)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/billing/entries': {
    query: {  }
    body: NewBillingEntry
    reply: BillingEntry
  }
  'GET /v1/admin/billing/entries/:billingEntryId': {
    query: {  }
    body: undefined
    reply: BillingEntry
  }
  'POST /v1/admin/billing/entries/:billingEntryId/void': {
    query: {  }
    body: VoidedEntry
    reply: BillingEntry
  }
  'GET /v1/admin/billing/totals': {
    query: { "projectId"?: string | undefined; "accountId"?: string | undefined; "kind"?: string | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "exported"?: true | false | undefined }
    body: undefined
    reply: BillingTotals
  }
  'GET /v1/admin/billing/export': {
    query: { "projectId"?: string | undefined; "accountId"?: string | undefined; "kind"?: string | undefined; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "exported"?: true | false | undefined }
    body: undefined
    reply: string
  }
  'POST /v1/admin/billing/export': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: EntriesToExport
    reply: EntryExportPlanned
  }
  'GET /v1/admin/accounts/:accountId/overview': {
    query: {  }
    body: undefined
    reply: AccountOverview
  }
  'PUT /v1/admin/accounts/:accountId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: AccountChange
    reply: AccountPlanned
  }
  'GET /v1/admin/accounts/:accountId': {
    query: {  }
    body: undefined
    reply: Account
  }
  'PUT /v1/admin/accounts/:accountId/projects': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: ProjectsStep
    reply: SteppedProjectsPlanned
  }
  'POST /v1/admin/people/:personId/suspend': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: Leaving | undefined
    reply: LeftPersonPlanned
  }
  'POST /v1/admin/people/:personId/hand-over': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: HandOver
    reply: HandedOverPlanned
  }
  'GET /v1/admin/me/today': {
    query: { "limit"?: number | undefined }
    body: undefined
    reply: Today
  }
  'GET /v1/admin/search': {
    query: { "q": string }
    body: undefined
    reply: Found
  }
  'GET /v1/admin/analytics/performance': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "projectId"?: Id | undefined; "accountId"?: Id | undefined; "type"?: string | undefined; "teamId"?: Id | undefined; "groupBy"?: "project" | "account" | "type" | "week" | "month" | undefined; "sort"?: "tasksCreated" | "tasksCompleted" | "tasksWithDueDate" | "tasksOnTime" | "tasksEstimated" | "estimatedMinutes" | "spentMinutes" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "format"?: "json" | "csv" | undefined }
    body: undefined
    reply: PerformanceAnalytics
  }
  'GET /v1/admin/analytics/performance/rows': {
    query: { "figure": "tasksCreated" | "tasksCompleted" | "cycleMeanMinutes" | "cycleMedianMinutes" | "cycleP85Minutes" | "leadMeanMinutes" | "leadMedianMinutes" | "leadP85Minutes" | "tasksWithDueDate" | "tasksOnTime" | "onTimeRate" | "tasksEstimated" | "estimatedMinutes" | "spentMinutes" | "estimateAccuracy"; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "projectId"?: Id | undefined; "accountId"?: Id | undefined; "type"?: string | undefined; "teamId"?: Id | undefined; "limit"?: number | undefined; "cursor"?: string | undefined }
    body: undefined
    reply: AnalyticsRows
  }
  'GET /v1/admin/analytics/workflow': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "projectId"?: Id | undefined; "accountId"?: Id | undefined; "type"?: string | undefined; "teamId"?: Id | undefined; "groupBy"?: "project" | "account" | "type" | "week" | "month" | undefined; "sort"?: "pendingMinutes" | "inProgressMinutes" | "inReviewMinutes" | "timesBlocked" | "blockedMinutes" | "blockedWaitingClientMinutes" | "blockedWaitingDependencyMinutes" | "blockedWaitingApprovalMinutes" | "blockedWaitingAccessMinutes" | "blockedCapacityMinutes" | "blockedOtherMinutes" | "requestsCreated" | "requestsAnswered" | "requestsAnsweredLate" | "requestsClosed" | "requestsResolved" | "requestsResolvedLate" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "format"?: "json" | "csv" | undefined }
    body: undefined
    reply: WorkflowAnalytics
  }
  'GET /v1/admin/analytics/workflow/rows': {
    query: { "figure": "pendingMinutes" | "pendingMeanMinutes" | "inProgressMinutes" | "inProgressMeanMinutes" | "inReviewMinutes" | "inReviewMeanMinutes" | "timesBlocked" | "blockedMinutes" | "blockedMeanMinutes" | "blockedWaitingClientMinutes" | "blockedWaitingDependencyMinutes" | "blockedWaitingApprovalMinutes" | "blockedWaitingAccessMinutes" | "blockedCapacityMinutes" | "blockedOtherMinutes" | "requestsCreated" | "requestsAnswered" | "requestsAnsweredLate" | "responseMeanMinutes" | "responseMedianMinutes" | "responseP85Minutes" | "requestsClosed" | "requestsResolved" | "requestsResolvedLate" | "resolutionMeanMinutes" | "resolutionMedianMinutes" | "resolutionP85Minutes"; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "projectId"?: Id | undefined; "accountId"?: Id | undefined; "type"?: string | undefined; "teamId"?: Id | undefined; "limit"?: number | undefined; "cursor"?: string | undefined }
    body: undefined
    reply: AnalyticsRows
  }
  'GET /v1/admin/analytics/utilisation': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "personId"?: Id | undefined; "teamId"?: Id | undefined; "groupBy"?: "person" | "team" | "week" | "month" | undefined; "sort"?: "capacityMinutes" | "bookedMinutes" | "workedMinutes" | "freeMinutes" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "format"?: "json" | "csv" | undefined }
    body: undefined
    reply: UtilisationAnalytics
  }
  'GET /v1/admin/analytics/utilisation/rows': {
    query: { "figure": "capacityMinutes" | "bookedMinutes" | "workedMinutes" | "freeMinutes" | "bookedRate" | "workedRate"; "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "personId"?: Id | undefined; "teamId"?: Id | undefined; "limit"?: number | undefined; "cursor"?: string | undefined }
    body: undefined
    reply: AnalyticsRows
  }
  'GET /v1/admin/collections/:name': {
    query: { "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "id" | "-id" | undefined; "sort[id]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Record<string, unknown>)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/projects/:projectId/activity': {
    query: { "event"?: string | undefined; "entityType"?: string | undefined; "actorId"?: string | undefined; "at[gte]"?: string | undefined; "at[lte]"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "at" | "-at" | undefined; "sort[at]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ActivityEntry)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/activity': {
    query: { "projectId"?: string | undefined; "event"?: string | undefined; "entityType"?: string | undefined; "actorId"?: string | undefined; "at[gte]"?: string | undefined; "at[lte]"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "at" | "-at" | undefined; "sort[at]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ActivityEntry)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/activity/verification': {
    query: {  }
    body: undefined
    reply: ActivityProof
  }
  'GET /v1/admin/activity/:activityId': {
    query: {  }
    body: undefined
    reply: ActivityEntry
  }
  'GET /v1/admin/automation': {
    query: {  }
    body: undefined
    reply: { "data": (AutomationRule)[] }
  }
  'GET /v1/admin/automation/:ruleId': {
    query: {  }
    body: undefined
    reply: AutomationRule
  }
  'PUT /v1/admin/automation/:ruleId': {
    query: {  }
    body: { "enabled"?: boolean | undefined; "settings"?: Record<string, unknown> | undefined; "coolDownMinutes"?: number | undefined }
    reply: AutomationRule
  }
  'POST /v1/admin/automation/:ruleId/rehearse': {
    query: {  }
    body: { "settings"?: Record<string, unknown> | undefined } | undefined
    reply: { "data": ({ "subjectId": string; "changes": ({ "event": string; "sentence": string; "entityType": string; "entityId": string; "changes": Record<string, unknown> })[] })[]; "failures": (string)[] }
  }
  'GET /v1/admin/automation/:ruleId/runs': {
    query: { "outcome"?: "done" | "failed" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "at" | "-at" | undefined; "sort[at]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (RuleRun)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/jobs': {
    query: { "status"?: string | undefined; "queue"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "failedAt" | "-failedAt" | undefined; "sort[failedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (FailedJob)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/jobs/:jobId': {
    query: {  }
    body: undefined
    reply: FailedJob
  }
  'POST /v1/admin/jobs/:jobId/run': {
    query: {  }
    body: undefined
    reply: FailedJob
  }
  'POST /v1/admin/jobs/:jobId/dismiss': {
    query: {  }
    body: undefined
    reply: FailedJob
  }
  'GET /v1/admin/alerts': {
    query: { "status"?: string | undefined; "severity"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "lastAt" | "-lastAt" | "firstAt" | "-firstAt" | "createdAt" | "-createdAt" | undefined; "sort[lastAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[firstAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Alert)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/alerts/:alertId': {
    query: {  }
    body: undefined
    reply: Alert
  }
  'POST /v1/admin/alerts/:alertId/acknowledge': {
    query: {  }
    body: AlertNote | undefined
    reply: Alert
  }
  'POST /v1/admin/alerts/:alertId/clear': {
    query: {  }
    body: AlertNote | undefined
    reply: Alert
  }
  'GET /v1/admin/me/digest': {
    query: { "to"?: CivilDate | undefined }
    body: undefined
    reply: Digest
  }
  'GET /v1/admin/me/notifications': {
    query: { "unread"?: true | false | undefined; "kind"?: string | undefined; "projectId"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "at" | "-at" | undefined; "sort[at]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Notification)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null }; "unread": number }
  }
  'POST /v1/admin/me/notifications/read-all': {
    query: {  }
    body: { "upTo"?: Id | undefined }
    reply: { "read": number }
  }
  'POST /v1/admin/me/notifications/:notificationId/read': {
    query: {  }
    body: undefined
    reply: Notification
  }
  'POST /v1/admin/me/notifications/:notificationId/unread': {
    query: {  }
    body: undefined
    reply: Notification
  }
  'DELETE /v1/admin/me/notifications/:notificationId': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /v1/admin/me/notification-preferences': {
    query: {  }
    body: undefined
    reply: NotificationPreferences
  }
  'PUT /v1/admin/me/notification-preferences': {
    query: {  }
    body: NotificationPreferencesChange
    reply: NotificationPreferences
  }
  'GET /v1/mute/:token': {
    query: {  }
    body: undefined
    reply: string
  }
  'POST /v1/mute/:token': {
    query: {  }
    body: string
    reply: string
  }
  'GET /v1/admin/live': {
    query: { "since"?: number | undefined; "projectId"?: Id | undefined }
    body: undefined
    reply: string
  }
  'GET /v1/admin/projects/:projectId/presence': {
    query: {  }
    body: undefined
    reply: Presence
  }
  'POST /v1/hooks/mail': {
    query: {  }
    body: string
    reply: { "outcome": "taken" | "known" | "ignored" }
  }
  'POST /v1/hooks/slack': {
    query: {  }
    body: string
    reply: { "challenge": string } | { "outcome": "taken" | "known" | "ignored" }
  }
  'POST /v1/hooks/stripe': {
    query: {  }
    body: string
    reply: { "outcome": "taken" | "known" | "ignored" }
  }
  'GET /v1/admin/billing/stripe': {
    query: {  }
    body: undefined
    reply: StripeConnection
  }
  'POST /v1/admin/subscriptions/sync': {
    query: { "dryRun"?: "true" | "false" | undefined }
    body: undefined
    reply: SubscriptionSync
  }
  'POST /v1/admin/accounts/import': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: string
    reply: ImportReportPlanned
  }
  'GET /v1/admin/accounts/sync/runs': {
    query: { "source"?: string | undefined; "status"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "endedAt" | "-endedAt" | undefined; "sort[endedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (AccountSync)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'GET /v1/admin/accounts/sync/runs/:syncId': {
    query: {  }
    body: undefined
    reply: AccountSyncReport
  }
  'GET /v1/admin/accounts/sync': {
    query: {  }
    body: undefined
    reply: AccountConnection
  }
  'POST /v1/admin/accounts/sync': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: undefined
    reply: AccountSyncReportPlanned
  }
  'POST /v1/hooks/accounts': {
    query: {  }
    body: string
    reply: { "counts": { "refused": number; "conflict": number; "waiting": number; "only_here": number; "created": number; "linked": number; "updated": number; "unchanged": number } }
  }
  'GET /v1/admin/accounts': {
    query: { "id"?: string | undefined; "status"?: string | undefined; "parentAccountId"?: string | undefined; "accountManagerId"?: string | undefined; "externalId"?: string | undefined; "q"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "name" | "-name" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "status" | "-status" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[status]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Account)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/accounts': {
    query: {  }
    body: NewAccount
    reply: Account
  }
  'GET /v1/admin/me': {
    query: {  }
    body: undefined
    reply: Me
  }
  'GET /v1/admin/people': {
    query: { "q"?: string | undefined; "role"?: string | undefined; "active"?: true | false | undefined; "teamId"?: string | undefined; "service"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "name" | "-name" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Person)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/people': {
    query: {  }
    body: NewPerson
    reply: Person
  }
  'POST /v1/admin/people/import': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: string
    reply: ImportReportPlanned
  }
  'GET /v1/admin/people/:personId': {
    query: {  }
    body: undefined
    reply: Person
  }
  'PUT /v1/admin/people/:personId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: PersonChange
    reply: PersonPlanned
  }
  'POST /v1/admin/people/:personId/invite': {
    query: {  }
    body: undefined
    reply: { "personId": Id; "email": string; "expiresAt": Instant }
  }
  'POST /v1/admin/people/:personId/reinstate': {
    query: {  }
    body: undefined
    reply: Person
  }
  'GET /v1/admin/teams': {
    query: { "leadId"?: string | undefined; "memberId"?: string | undefined; "service"?: string | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "name" | "-name" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Team)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/teams': {
    query: {  }
    body: NewTeam
    reply: Team
  }
  'GET /v1/admin/teams/:teamId': {
    query: {  }
    body: undefined
    reply: Team
  }
  'PUT /v1/admin/teams/:teamId': {
    query: {  }
    body: TeamChange
    reply: Team
  }
  'DELETE /v1/admin/teams/:teamId': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /v1/admin/templates': {
    query: { "type"?: string | undefined; "isDefault"?: true | false | undefined; "engagement"?: "retainer" | "one_off" | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "name" | "-name" | "type" | "-type" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[type]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[updatedAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Template)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/templates': {
    query: {  }
    body: NewTemplate
    reply: Template
  }
  'GET /v1/admin/templates/:templateId': {
    query: {  }
    body: undefined
    reply: Template
  }
  'PUT /v1/admin/templates/:templateId': {
    query: {  }
    body: TemplateChange
    reply: Template
  }
  'DELETE /v1/admin/templates/:templateId': {
    query: {  }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant }
  }
  'GET /v1/admin/settings': {
    query: {  }
    body: undefined
    reply: Settings
  }
  'PUT /v1/admin/settings': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: SettingsChange
    reply: SettingsPlanned
  }
  'GET /v1/admin/holidays': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "on" | "-on" | "name" | "-name" | "createdAt" | "-createdAt" | undefined; "sort[on]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Holiday)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/holidays': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: NewHoliday
    reply: ChangedHolidayPlanned
  }
  'POST /v1/admin/holidays/import': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: HolidayImport
    reply: { "created": (Holiday)[]; "kept": (Holiday)[]; "overloads": (ScheduleConflict)[]; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
  }
  'GET /v1/admin/holidays/:holidayId': {
    query: {  }
    body: undefined
    reply: Holiday
  }
  'PUT /v1/admin/holidays/:holidayId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: HolidayChange
    reply: ChangedHolidayPlanned
  }
  'DELETE /v1/admin/holidays/:holidayId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
  }
  'GET /v1/admin/people/:personId/time-off': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "startOn" | "-startOn" | "endOn" | "-endOn" | undefined; "sort[startOn]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[endOn]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (TimeOff)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/people/:personId/time-off': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: NewTimeOff
    reply: ChangedTimeOffPlanned
  }
  'GET /v1/admin/people/:personId/time-off/:timeOffId': {
    query: {  }
    body: undefined
    reply: TimeOff
  }
  'PUT /v1/admin/people/:personId/time-off/:timeOffId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: TimeOffChange
    reply: ChangedTimeOffPlanned
  }
  'DELETE /v1/admin/people/:personId/time-off/:timeOffId': {
    query: { "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: undefined
    reply: { "id": Id; "deletedAt": Instant; "changes": (Change)[]; "hiddenChanges": number; "planHash": string }
  }
  'GET /v1/admin/projects/:projectId/baselines': {
    query: { "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "name" | "-name" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Baseline)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/projects/:projectId/baselines': {
    query: {  }
    body: NewBaseline
    reply: Baseline
  }
  'GET /v1/admin/projects/:projectId/baselines/:baselineId': {
    query: {  }
    body: undefined
    reply: BaselineComparison
  }
  'PUT /v1/admin/projects/:projectId/baselines/:baselineId': {
    query: {  }
    body: BaselineChange
    reply: Baseline
  }
  'DELETE /v1/admin/projects/:projectId/baselines/:baselineId': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /v1/admin/me/feeds': {
    query: { "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (Feed)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/admin/me/feeds': {
    query: {  }
    body: NewFeed
    reply: Feed
  }
  'DELETE /v1/admin/me/feeds/:feedId': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /feeds/:token': {
    query: {  }
    body: undefined
    reply: string
  }
  'GET /v1/admin/projects/:projectId/schedule': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "personIds"?: string | undefined; "teamId"?: Id | undefined }
    body: undefined
    reply: ProjectSchedule
  }
  'PUT /v1/admin/projects/:projectId/schedule': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "personIds"?: string | undefined; "teamId"?: Id | undefined; "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: ScheduleChange
    reply: ChangedSchedulePlanned
  }
  'GET /v1/admin/schedule': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined; "personIds"?: string | undefined; "teamId"?: Id | undefined; "page"?: number | undefined; "limit"?: number | undefined; "by"?: "day" | "week" | "month" | undefined; "only"?: "load" | "bookings" | undefined }
    body: undefined
    reply: PeopleSchedule
  }
  'GET /v1/admin/me/schedule': {
    query: { "from"?: CivilDate | undefined; "to"?: CivilDate | undefined }
    body: undefined
    reply: MySchedule
  }
  'POST /v1/admin/projects/import': {
    query: { "format": "csv" | "mspdi"; "accountId"?: Id | undefined; "dryRun"?: "true" | "false" | undefined; "planHash"?: string | undefined }
    body: string
    reply: ProjectImportReportPlanned
  }
  'GET /v1/admin/projects/:projectId/export': {
    query: { "format": "mspdi" }
    body: undefined
    reply: string
  }
  'POST /v1/auth/login': {
    query: {  }
    body: SignIn
    reply: SignedInPerson
  }
  'POST /v1/auth/logout': {
    query: {  }
    body: undefined
    reply: null
  }
  'PUT /v1/auth/password': {
    query: {  }
    body: PasswordChange
    reply: null
  }
  'GET /v1/auth/invitations/:token': {
    query: {  }
    body: undefined
    reply: Invitation
  }
  'POST /v1/auth/invitations/:token': {
    query: {  }
    body: ChosenPassword
    reply: SignedInPerson
  }
  'POST /v1/auth/password-reset': {
    query: {  }
    body: { "email": string }
    reply: { "message": string }
  }
  'PUT /v1/auth/password-reset/:token': {
    query: {  }
    body: ChosenPassword
    reply: null
  }
  'GET /v1/auth/tokens': {
    query: { "page"?: number | undefined; "limit"?: number | undefined; "cursor"?: string | undefined; "sort"?: "createdAt" | "-createdAt" | "name" | "-name" | undefined; "sort[createdAt]"?: "1" | "-1" | "asc" | "desc" | undefined; "sort[name]"?: "1" | "-1" | "asc" | "desc" | undefined }
    body: undefined
    reply: { "data": (ApiToken)[]; "pagination": { "page"?: number | undefined; "limit": number; "total"?: number | undefined; "pages"?: number | undefined; "totalIsAtLeast"?: true | undefined; "nextCursor": string | null } }
  }
  'POST /v1/auth/tokens': {
    query: {  }
    body: NewApiToken
    reply: ApiToken
  }
  'DELETE /v1/auth/tokens/:tokenId': {
    query: {  }
    body: undefined
    reply: null
  }
  'GET /livez': {
    query: {  }
    body: undefined
    reply: { "status": "ok" }
  }
  'GET /readyz': {
    query: {  }
    body: undefined
    reply: { "status": "ok" }
  }
  'GET /metrics': {
    query: {  }
    body: undefined
    reply: string
  }
}
