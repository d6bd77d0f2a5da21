/** The collections in Firestore. */
export const COLLECTIONS = {
  users: 'users',
  staff: 'staff',
  creditLogs: 'credit_logs',
  activity: 'ai_activity',
  receipts: 'receipts',
  orders: 'orders',
  rateLimits: 'rate_limits',
  abuse: 'abuse_detection',
  audit: 'admin_audit_logs',
  config: 'system_config',
  usageDaily: 'usage_daily',
  jobRuns: 'job_runs',
  apiKeys: 'api_keys',
} as const;
