output "portal" {
  description = "Where people go."
  value       = "https://portal.${var.domain}"
}

output "enrollment" {
  description = "Where devices enroll."
  value       = "https://enroll.${var.domain}"
}

output "backup_account" {
  description = "Service account to bind to the historians' Kubernetes accounts."
  value       = google_service_account.backups.email
}
