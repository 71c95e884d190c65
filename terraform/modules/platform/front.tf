# portal.<domain>: an Ingress that ends TLS with a managed certificate. enroll.<domain>: the overlay's load balancer, TLS to the pod.

data "google_dns_managed_zone" "zone" {
  project = var.project
  name    = var.dns_zone
}

resource "google_compute_global_address" "portal" {
  project = var.project
  name    = "${var.name}-portal"
}

resource "google_compute_managed_ssl_certificate" "portal" {
  project = var.project
  name    = "${var.name}-portal"
  managed {
    domains = ["portal.${var.domain}"]
  }
}

resource "google_dns_record_set" "portal" {
  project      = var.project
  managed_zone = data.google_dns_managed_zone.zone.name
  name         = "portal.${var.domain}."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_global_address.portal.address]
}

resource "kubernetes_ingress_v1" "portal" {
  metadata {
    namespace = "millwright-system"
    name      = "millwright-control-plane"
    annotations = {
      "kubernetes.io/ingress.class"                 = "gce"
      "kubernetes.io/ingress.allow-http"            = "false"
      "kubernetes.io/ingress.global-static-ip-name" = google_compute_global_address.portal.name
      "ingress.gcp.kubernetes.io/pre-shared-cert"   = google_compute_managed_ssl_certificate.portal.name
    }
  }
  spec {
    rule {
      host = "portal.${var.domain}"
      http {
        path {
          path      = "/"
          path_type = "Prefix"
          backend {
            service {
              name = "millwright-control-plane"
              port {
                name = "http"
              }
            }
          }
        }
      }
    }
  }
  depends_on = [terraform_data.overlay]
}

data "kubernetes_service_v1" "enrollment" {
  metadata {
    namespace = "millwright-system"
    name      = "millwright-enrollment"
  }
  depends_on = [terraform_data.overlay]
}

resource "google_dns_record_set" "enrollment" {
  project      = var.project
  managed_zone = data.google_dns_managed_zone.zone.name
  name         = "enroll.${var.domain}."
  type         = "A"
  ttl          = 300
  rrdatas      = [data.kubernetes_service_v1.enrollment.status[0].load_balancer[0].ingress[0].ip]
}

# Historians that are highly available archive to the bucket of backups with this identity.
resource "google_service_account" "backups" {
  project      = var.project
  account_id   = "${var.name}-backups"
  display_name = "Historian backups in ${var.region}"
}

resource "google_storage_bucket_iam_member" "backups" {
  bucket = var.backup_bucket
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.backups.email}"
}
