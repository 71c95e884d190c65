output "portal" {
  value = module.platform.portal
}

output "enrollment" {
  value = module.platform.enrollment
}

output "backup_bucket" {
  value = module.cluster.backup_bucket
}

output "backup_account" {
  value = module.platform.backup_account
}
