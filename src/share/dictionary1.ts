/**
 * What scenarios have in common, given to deflate before it starts, so that a link holds little more than what is
 * particular to one. The text is part of format 1 of the links: **it must never change**, not by a space. Better words
 * would be format 2, beside this one.
 */
export const dictionary1 = `apiVersion: v1
kind: Namespace
apiVersion: v1
kind: ServiceAccount
apiVersion: v1
kind: ConfigMap
data:
apiVersion: v1
kind: PersistentVolumeClaim
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: standard
  volumeName:
apiVersion: storage.k8s.io/v1
kind: StorageClass
provisioner:
volumeBindingMode: WaitForFirstConsumer
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
value: 1000000
globalDefault: false
preemptionPolicy: PreemptLowerPriority
priorityClassName: system-node-critical
apiVersion: v1
kind: ResourceQuota
  hard:
    requests.cpu: "4"
    limits.memory: 8Gi
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
  minReplicas: 1
  maxReplicas: 10
apiVersion: policy/v1
kind: PodDisruptionBudget
  minAvailable: 1
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  selector: {app: web}
  ports:
  - port: 80
    targetPort: 8080
    protocol: TCP
---
apiVersion: apps/v1
kind: StatefulSet
  serviceName:
  volumeClaimTemplates:
apiVersion: batch/v1
kind: Job
  restartPolicy: OnFailure
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: default
  labels:
    app: web
    app.kubernetes.io/name: web
  annotations:
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: default
      terminationGracePeriodSeconds: 30
      schedulerName: default-scheduler
      nodeSelector:
        disktype: ssd
        kubernetes.io/os: linux
        node-role.kubernetes.io/control-plane: ""
        node.kubernetes.io/instance-type:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - key: topology.kubernetes.io/zone
                operator: In
                values: [a, b]
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 100
            preference:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - labelSelector:
              matchExpressions:
              - {key: app, operator: Exists}
            topologyKey: kubernetes.io/hostname
        podAffinity:
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: DoNotSchedule
        whenUnsatisfiable: ScheduleAnyway
        labelSelector: {matchLabels: {app: web}}
      tolerations:
      - key: dedicated
        operator: Equal
        value: gpu
        effect: NoExecute
        tolerationSeconds: 300
      initContainers:
      - name: init
        image: busybox:1.36
        command: ["sh", "-c", "sleep 5"]
        restartPolicy: Always
      volumes:
      - name: data
        persistentVolumeClaim: {claimName: data}
        configMap: {name: config}
        emptyDir: {}
        hostPath: {path: /var/log}
      containers:
      - name: web
        image: nginx:1.27
        image: registry.k8s.io/pause:3.10
        image: ghcr.io/acme/web:2.4
        imagePullPolicy: IfNotPresent
        env:
        - name: PORT
          value: "8080"
          valueFrom: {secretKeyRef: {name: secret, key: password}}
        ports:
        - containerPort: 8080
          hostPort: 80
        resources:
          requests:
            cpu: 500m
            memory: 512Mi
            nvidia.com/gpu: 1
          limits:
            cpu: "1"
            memory: 1Gi
            ephemeral-storage: 2Gi
        startupProbe:
          failureThreshold: 30
        livenessProbe:
          tcpSocket: {port: 8080}
          exec: {command: [cat, /tmp/healthy]}
        readinessProbe:
          httpGet: {path: /ready, port: 8080}
          initialDelaySeconds: 5
          periodSeconds: 10
          timeoutSeconds: 1
        volumeMounts:
        - name: data
          mountPath: /data
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: node-1
  containers:
  - name: web
    image: ghcr.io/acme/web:2.4
    resources: {requests: {cpu: "1", memory: 1Gi}}
status: {phase: Running}
---
apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels: {topology.kubernetes.io/zone: a}
spec:
  unschedulable: true
  taints:
  - {key: dedicated, value: gpu, effect: NoSchedule}
  - {key: spot, value: "true", effect: PreferNoSchedule}
status:
  capacity: {cpu: "8", memory: 32Gi, pods: "110"}
  allocatable: {cpu: "4", memory: 16Gi, pods: "110"}
  conditions:
  - {type: Ready, status: "True"}
---
{"seed":1,"beat":"schedule.filter.node-1","pod":"default/web","language":"zh-CN","theme":"dark","bookmarks":[],"lesson":"taints","text":"apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: web\\n  labels: {app: web}\\nspec:\\n  containers:\\n  - name: web\\n    image: ghcr.io/acme/web:2.4\\n    resources:\\n      requests:\\n        cpu: \\"1\\"\\n        memory: 1Gi\\n`;
