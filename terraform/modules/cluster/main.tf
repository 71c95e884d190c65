# Network, cluster, platform database and the bucket of backups.

resource "google_compute_network" "network" {
  project                 = var.project
  name                    = var.name
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  project                  = var.project
  region                   = var.region
  name                     = "${var.name}-nodes"
  network                  = google_compute_network.network.id
  ip_cidr_range            = "10.0.0.0/20"
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.16.0.0/12"
  }
  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.1.0.0/16"
  }
}

resource "google_compute_router" "router" {
  project = var.project
  region  = var.region
  name    = var.name
  network = google_compute_network.network.id
}

resource "google_compute_router_nat" "nat" {
  project                            = var.project
  region                             = var.region
  name                               = var.name
  router                             = google_compute_router.router.name
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}

resource "google_container_cluster" "cluster" {
  project                  = var.project
  location                 = var.region
  name                     = var.name
  network                  = google_compute_network.network.id
  subnetwork               = google_compute_subnetwork.nodes.id
  remove_default_node_pool = true
  initial_node_count       = 1
  deletion_protection      = var.highly_available
  # Enforces NetworkPolicies, which fence tenants off.
  datapath_provider = "ADVANCED_DATAPATH"

  release_channel {
    channel = var.release_channel
  }
  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.administrators_from
      content {
        cidr_block = cidr_blocks.value
      }
    }
  }
  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "${var.name}-nodes"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/container.defaultNodeServiceAccount", "roles/artifactregistry.reader"])
  project  = var.project
  role     = each.value
  member   = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_node_pool" "nodes" {
  project  = var.project
  location = var.region
  cluster  = google_container_cluster.cluster.name
  name     = "shared"

  autoscaling {
    min_node_count = var.nodes_per_zone.minimum
    max_node_count = var.nodes_per_zone.maximum
  }
  node_config {
    machine_type    = var.machine_type
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    shielded_instance_config {
      enable_secure_boot = true
    }
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

# The platform database is reached over the private network alone.
resource "google_compute_global_address" "services" {
  project       = var.project
  name          = "${var.name}-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = google_compute_network.network.id
}

resource "google_service_networking_connection" "services" {
  network                 = google_compute_network.network.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services.name]
}

resource "google_sql_database_instance" "platform" {
  project             = var.project
  region              = var.region
  name                = "${var.name}-platform"
  database_version    = "POSTGRES_17"
  deletion_protection = var.highly_available
  depends_on          = [google_service_networking_connection.services]

  settings {
    tier              = var.database_tier
    edition           = "ENTERPRISE"
    availability_type = var.highly_available ? "REGIONAL" : "ZONAL"
    disk_autoresize   = true
    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
    }
    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.network.id
      ssl_mode        = "ENCRYPTED_ONLY"
    }
  }
}

resource "google_sql_database" "platform" {
  project  = var.project
  instance = google_sql_database_instance.platform.name
  name     = "platform"
}

resource "random_password" "platform" {
  length  = 32
  special = false
}

resource "google_sql_user" "platform" {
  project  = var.project
  instance = google_sql_database_instance.platform.name
  name     = "platform"
  password = random_password.platform.result
}

resource "google_storage_bucket" "backups" {
  project                     = var.project
  name                        = "${var.project}-${var.name}-backups"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  versioning {
    enabled = true
  }
}
