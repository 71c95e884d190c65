# What the overlay expects to find, the overlay itself, and what lies in front of it.

resource "kubernetes_namespace_v1" "system" {
  metadata {
    name = "millwright-system"
  }
  lifecycle {
    # The overlay's labels, applied by kubectl, are not ours to take away.
    ignore_changes = [metadata[0].labels, metadata[0].annotations]
  }
}

resource "kubernetes_secret_v1" "control_plane" {
  metadata {
    namespace = kubernetes_namespace_v1.system.metadata[0].name
    name      = "millwright-control-plane"
  }
  data = merge(
    {
      MILLWRIGHT_CONTROLPLANE_DATABASE_URL       = var.platform_database.url
      MILLWRIGHT_CONTROLPLANE_DATABASE_USERNAME  = var.platform_database.username
      MILLWRIGHT_CONTROLPLANE_DATABASE_PASSWORD  = var.platform_database.password
      MILLWRIGHT_CONTROLPLANE_ADMIN_APIKEYSHA256 = var.administrator_key_sha256
    },
    var.mail_password == "" ? {} : { MILLWRIGHT_CONTROLPLANE_MAIL_SMTP_PASSWORD = var.mail_password },
  )
}

resource "kubernetes_secret_v1" "pooled_historian" {
  count = nonsensitive(var.pooled_historian == null) ? 0 : 1
  metadata {
    namespace = kubernetes_namespace_v1.system.metadata[0].name
    name      = "pooled-historian"
  }
  data = {
    password = var.pooled_historian.password
  }
}

locals {
  # What the overlay is rendered from: operator/deploy with the overlay in it, and the definitions.
  sources = concat(
    [for file in fileset("${var.overlay}/../..", "**/*.yaml") : "${var.overlay}/../../${file}"],
    [for file in fileset("${path.module}/../../../crds", "generated/*.yml") : "${path.module}/../../../crds/${file}"],
  )
  digest = sha256(join("", [for file in local.sources : filesha256(file)]))
}

# kubectl renders and applies: what is installed is what `kubectl apply -k` installs by hand. Nothing is removed by a destroy:
# that would take the definitions and with them every Tenant.
resource "terraform_data" "overlay" {
  triggers_replace = [local.digest, var.overlay]
  depends_on       = [kubernetes_secret_v1.control_plane, kubernetes_secret_v1.pooled_historian]

  provisioner "local-exec" {
    command = "kubectl --context \"$CONTEXT\" apply -k \"$OVERLAY\" && kubectl --context \"$CONTEXT\" -n millwright-system rollout status --timeout=10m deployment/millwright-operator deployment/millwright-control-plane"
    environment = {
      CONTEXT = var.kubeconfig_context
      OVERLAY = var.overlay
    }
  }
}
