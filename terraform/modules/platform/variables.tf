variable "project" {
  description = "Google Cloud project of the addresses and the DNS zone."
  type        = string
}

variable "region" {
  description = "Region of the cluster."
  type        = string
}

variable "name" {
  description = "Name of this installation."
  type        = string
}

variable "overlay" {
  description = "Directory of the kustomize overlay to install."
  type        = string
}

variable "kubeconfig_context" {
  description = "Context of the kubeconfig that kubectl uses to apply the overlay."
  type        = string
}

variable "domain" {
  description = "The domain that the overlay names, such as millwright.example."
  type        = string
}

variable "dns_zone" {
  description = "Name of the managed zone that holds the domain."
  type        = string
}

variable "backup_bucket" {
  description = "Bucket that backups of historians are written to."
  type        = string
}

variable "platform_database" {
  description = "Address and login of the platform database; any PostgreSQL will do."
  type        = object({ url = string, username = string, password = string })
  sensitive   = true
}

variable "pooled_historian" {
  description = "Login of the PostgreSQL with TimescaleDB for pooled tenants; its address is a setting of the overlay. Null when there is none yet."
  type        = object({ password = string })
  sensitive   = true
  default     = null
}

variable "administrator_key_sha256" {
  description = "SHA-256 in hex of the administrator's API key; the key itself is nowhere here."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-fA-F]{64}$", var.administrator_key_sha256))
    error_message = "A SHA-256 digest is 64 hexadecimal digits."
  }
}

variable "mail_password" {
  description = "Of the SMTP server that the overlay names; empty when it asks for none."
  type        = string
  sensitive   = true
  default     = ""
}
