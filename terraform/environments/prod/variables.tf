variable "project" {
  description = "Google Cloud project."
  type        = string
}

variable "region" {
  description = "Region of everything."
  type        = string
  default     = "europe-west3"
}

variable "administrators_from" {
  description = "CIDR blocks that reach the Kubernetes API."
  type        = list(string)
}

variable "overlay" {
  description = "Directory of your kustomize overlay, a copy of operator/deploy/overlays/prod: it has the Service millwright-enrollment."
  type        = string
}

variable "domain" {
  description = "The domain that the overlay names."
  type        = string
}

variable "dns_zone" {
  description = "Name of the managed zone that holds the domain."
  type        = string
}

variable "pooled_historian" {
  description = "Password of the pooled historian, or null."
  type        = object({ password = string })
  sensitive   = true
  default     = null
}

variable "administrator_key_sha256" {
  description = "SHA-256 in hex of the administrator's API key."
  type        = string
}

variable "mail_password" {
  description = "Password of the SMTP server, or empty."
  type        = string
  sensitive   = true
  default     = ""
}
