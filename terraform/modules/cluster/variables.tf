variable "project" {
  description = "Google Cloud project that holds everything."
  type        = string
}

variable "region" {
  description = "Region of cluster, database and buckets."
  type        = string
}

variable "name" {
  description = "Name of this installation; names of resources begin with it."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.name))
    error_message = "The name is 2 to 21 lower-case letters, digits and '-'."
  }
}

variable "release_channel" {
  description = "GKE release channel; the cluster must be 1.30 or newer."
  type        = string
  default     = "REGULAR"
}

variable "machine_type" {
  description = "Of the nodes."
  type        = string
}

variable "nodes_per_zone" {
  description = "Smallest and largest number of nodes in each of the region's zones."
  type        = object({ minimum = number, maximum = number })
}

variable "database_tier" {
  description = "Cloud SQL machine of the platform database."
  type        = string
}

variable "highly_available" {
  description = "Whether the platform database has a standby in another zone, and nothing can be destroyed by mistake."
  type        = bool
}

variable "administrators_from" {
  description = "CIDR blocks that reach the Kubernetes API."
  type        = list(string)
}
