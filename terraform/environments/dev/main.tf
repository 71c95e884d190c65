terraform {
  required_version = ">= 1.9"
  # The state holds passwords: a bucket that is private, versioned and encrypted. terraform init -backend-config=bucket=...
  backend "gcs" {
    prefix = "millwright/dev"
  }
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.35"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

data "google_client_config" "caller" {}

provider "kubernetes" {
  host                   = "https://${module.cluster.cluster.endpoint}"
  token                  = data.google_client_config.caller.access_token
  cluster_ca_certificate = base64decode(module.cluster.cluster.ca_certificate)
}

module "cluster" {
  source              = "../../modules/cluster"
  project             = var.project
  region              = var.region
  name                = "millwright-dev"
  machine_type        = "e2-standard-4"
  nodes_per_zone      = { minimum = 1, maximum = 2 }
  database_tier       = "db-custom-1-3840"
  highly_available    = false
  administrators_from = var.administrators_from
}

module "platform" {
  source                   = "../../modules/platform"
  project                  = var.project
  region                   = var.region
  name                     = "millwright-dev"
  overlay                  = var.overlay
  kubeconfig_context       = "gke_${var.project}_${module.cluster.cluster.location}_${module.cluster.cluster.name}"
  domain                   = var.domain
  dns_zone                 = var.dns_zone
  backup_bucket            = module.cluster.backup_bucket
  platform_database        = module.cluster.platform_database
  pooled_historian         = var.pooled_historian
  administrator_key_sha256 = var.administrator_key_sha256
  mail_password            = var.mail_password
}
