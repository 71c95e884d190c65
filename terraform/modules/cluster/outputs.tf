output "cluster" {
  description = "How Kubernetes is reached."
  value = {
    name           = google_container_cluster.cluster.name
    location       = google_container_cluster.cluster.location
    endpoint       = google_container_cluster.cluster.endpoint
    ca_certificate = google_container_cluster.cluster.master_auth[0].cluster_ca_certificate
  }
}

output "platform_database" {
  description = "Address and login of the platform database."
  sensitive   = true
  value = {
    url      = "jdbc:postgresql://${google_sql_database_instance.platform.private_ip_address}:5432/${google_sql_database.platform.name}?sslmode=require"
    username = google_sql_user.platform.name
    password = random_password.platform.result
  }
}

output "backup_bucket" {
  description = "Where backups of historians go."
  value       = google_storage_bucket.backups.name
}
